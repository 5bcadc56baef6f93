/* SPDX-License-Identifier: Apache-2.0 */
/** The REST endpoints under {@code /_plugins/_assort}. */
package org.assort.plugin.rest;
