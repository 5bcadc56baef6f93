/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Text to vector on the node, in plain Java over ONNX Runtime and the HuggingFace tokenizer library.
 *
 * <p>The way of a text: {@link org.assort.model.ModelLoader} has turned a folder ({@link
 * org.assort.model.ModelManifest}, made by {@link org.assort.model.ModelFolder}), whose files have passed the checks of {@link
 * org.assort.model.check}, into a {@link
 * org.assort.model.TextEmbedder}; that puts the prefix of its {@link org.assort.model.Purpose} before the text, cuts it
 * into tokens, sorts the texts by length, runs the graph on batches, pools the tokens' vectors and scales them. A
 * {@link org.assort.model.VectorCache} keeps results under a {@link org.assort.model.TextKey}. {@link
 * org.assort.model.NativeLibraries} says where the native code lies.
 */
package org.assort.model;
