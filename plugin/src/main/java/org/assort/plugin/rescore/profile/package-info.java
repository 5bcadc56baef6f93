/* SPDX-License-Identifier: Apache-2.0 */
/** What a shopper did before, read once on the coordinating node: interests and shares. */
package org.assort.plugin.rescore.profile;
