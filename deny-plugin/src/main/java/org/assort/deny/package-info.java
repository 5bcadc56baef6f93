/* SPDX-License-Identifier: Apache-2.0 */
/**
 * A small OpenSearch plugin that hides things from users, as a security plugin does. It is for this project's tests and is
 * never part of what is released: anybody may call himself anything in a header.
 *
 * <p>The user is the request header {@code X-Test-User}. {@code admin} sees everything, and so does a request without a user,
 * which is the node's own: code that loses its caller on the way is caught by the tests as a leak. To all others:
 *
 * <ul>
 *   <li>indices whose name begins with {@code private} are denied. A request for several indices gets those that are left; one
 *       for which none is left is refused with a 403 ({@link org.assort.deny.DenyFilter});
 *   <li>documents with {@code secret: true} are deleted documents;
 *   <li>fields whose name begins with {@code hidden_} are not there, in {@code _source} neither
 *       ({@link org.assort.deny.VisibleReader}).
 * </ul>
 *
 * <p>A segment shown to a user keeps the cache key of the segment underneath, though its documents and fields are others:
 * whoever caches by segment and document must notice by himself that something lies in between.
 */
package org.assort.deny;
