/* SPDX-License-Identifier: Apache-2.0 */
/** What is searched: real products where they lie beside the project, the sample shop elsewhere. */
package org.assort.bench.data;
