/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import com.carrotsearch.randomizedtesting.annotations.ThreadLeakLingering;

/** A test that loads models: a pool has ended a moment before the last of its threads has. */
@ThreadLeakLingering(linger = 5_000)
abstract class ModelTestCase extends RandomizedTest {}
