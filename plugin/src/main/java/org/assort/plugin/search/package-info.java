/* SPDX-License-Identifier: Apache-2.0 */
/** What core's searches need from whoever runs one of its own beside a user's, or changes a user's request or response. */
package org.assort.plugin.search;
