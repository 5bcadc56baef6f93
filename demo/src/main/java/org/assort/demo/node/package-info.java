/* SPDX-License-Identifier: Apache-2.0 */

/**
 * The launcher of a real OpenSearch node: {@link org.assort.demo.node.OpenSearchNode} unpacks the distribution, installs
 * plugins with the distribution's own tool, runs the node as an ordinary user and leaves nothing behind;
 * {@link org.assort.demo.node.Http} talks to it and {@link org.assort.demo.node.Bulk} fills it.
 */
package org.assort.demo.node;
