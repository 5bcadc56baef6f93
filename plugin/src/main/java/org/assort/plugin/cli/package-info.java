/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The command {@code bin/opensearch-assort/model}: a client of the model store's REST endpoints in a process of its own, with what
 * lies in the server's and the plugin's folders and nothing more.
 */
package org.assort.plugin.cli;
