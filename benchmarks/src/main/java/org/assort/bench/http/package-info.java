/* SPDX-License-Identifier: Apache-2.0 */
/** A client whose own time is small and steady beside what it measures. */
package org.assort.bench.http;
