/* SPDX-License-Identifier: Apache-2.0 */
// Vectors of the texts in encoders.json by @huggingface/transformers, from the very files that the tests unpack:
//   npm install --ignore-scripts && node make.js
// reads model-store/target/models (mvn -pl model-store test-compile puts them there) and writes golden-<id>.tsv into the
// resources of the tests: purpose, text, numbers. Each text is run alone, as a quantised model mixes the texts of a batch.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { env, pipeline } from '@huggingface/transformers';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const resources = path.join(root, 'model-store/src/test/resources/org/assort/model');
const models = path.join(root, 'model-store/target/models');
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'reference-vectors-'));
env.allowRemoteModels = false;
env.localModelPath = work;

// What the library wants beside the two files.
function folder(encoder) {
  const target = path.join(work, encoder.id);
  fs.mkdirSync(path.join(target, 'onnx'), { recursive: true });
  fs.copyFileSync(path.join(models, `${encoder.id}.onnx`), path.join(target, 'onnx/model.onnx'));
  const tokenizer = path.join(models, `${encoder.id}-tokenizer.json`);
  fs.copyFileSync(tokenizer, path.join(target, 'tokenizer.json'));
  const lowercase = JSON.parse(fs.readFileSync(tokenizer, 'utf8')).normalizer.lowercase;
  fs.writeFileSync(
    path.join(target, 'config.json'), JSON.stringify({ model_type: 'bert', hidden_size: encoder.dimension }));
  fs.writeFileSync(
    path.join(target, 'tokenizer_config.json'),
    JSON.stringify({
      tokenizer_class: 'BertTokenizer', do_lower_case: lowercase, model_max_length: encoder.max_length }));
}

try {
  for (const encoder of JSON.parse(fs.readFileSync(path.join(here, 'encoders.json'), 'utf8'))) {
    folder(encoder);
    const encode = await pipeline('feature-extraction', encoder.id, { dtype: 'fp32', device: 'cpu' });
    const lines = [];
    for (const purpose of ['query', 'passage']) {
      for (const text of encoder.texts) {
        const prefixed = encoder[`${purpose}_prefix`] + text;
        const vector = await encode(prefixed, { pooling: encoder.pooling, normalize: true });
        lines.push(`${purpose}\t${text}\t${Array.from(vector.data, (n) => n.toFixed(5)).join(' ')}\n`);
      }
    }
    fs.writeFileSync(path.join(resources, `golden-${encoder.id}.tsv`), lines.join(''));
    console.log(`${encoder.id}: ${lines.length} vectors of ${encoder.dimension}`);
  }
} finally {
  fs.rmSync(work, { recursive: true });
}
