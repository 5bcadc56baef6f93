/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Models and tokenizers broken at random, and a process that loads them one by one: {@code ./soak models} runs it. A case is
 * made from a seed and a number alone, so that what broke a process can be made again anywhere.
 */
package org.assort.model.mutate;
