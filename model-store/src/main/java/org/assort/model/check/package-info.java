/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What is found out about a model before native code sees a byte of it: a file that breaks a rule is refused with a sentence
 * that names the rule. Nothing here runs a model, loads a library or knows of the rest of the model store.
 *
 * <p>{@link org.assort.model.check.OnnxModel} is the way in for the graph: it is read in bounded memory, held against the
 * rules of a graph and its operators, and asked how large a run of so many texts becomes; and what is then known of it says
 * which of its steps can be written as one. {@link org.assort.model.check.TokenizerFile} is the way in for tokenizer.json.
 */
package org.assort.model.check;
