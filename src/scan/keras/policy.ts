/** What a Keras configuration may name: modules whose classes are Keras's own layers and the like, and those of its names that do more. */

import { judge } from '../policy/policy.ts';

export interface NameJudgement {
  readonly kind: string;
  readonly severity: 'critical' | 'medium' | 'info';
  readonly why: string;
}

/** Packages of Keras and of those who build on it, that are imported with it. */
const FAMILY =
  /^(?:tf_keras|keras_(?:hub|nlp|cv|core|tuner|rs)|tensorflow(?:\.python|\.compat\.v[12])?\.keras|tensorflow_addons)(?:\.|$)/;

/** Modules that hold what models are made of: their classes are made and filled, and do nothing else. */
const PARTS =
  /^(?:keras|tf_keras|tensorflow\.keras|tensorflow\.python\.keras|keras_core)(?:\.(?:api|_tf_keras|keras|src|engine|legacy|v1|v2|_v1|_v2))*(?:\.(?:layers|initializers|regularizers|constraints|optimizers|optimizer_v[12]|losses|metrics|activations|models|dtype_policies|dtype_policy|mixed_precision|random|ops|backend|quantizers|distillers|feature_column|preprocessing|applications|regularizers_v[12]|initializers_v[12]|training|functional|sequential|input_layer|base_layer|node))(?:\.|$)/;

/** What Keras 2 takes of TensorFlow itself. */
const OF_TENSORFLOW = /^tensorflow\.python\.ops\.init_ops(?:_v2)?$/;

/** A class is called so; a function of the same modules is not. */
const CLASS_NAME = /^[A-Z][A-Za-z0-9_]*$/;

/** Names of Keras that do more than make a part of a model, wherever they stand in it. */
const GADGETS: ReadonlyMap<string, string> = new Map([
  ['Lambda', 'runs the Python code that it holds'],
  ['TFSMLayer', 'loads a SavedModel from the path that it is given, and runs it (CVE-2026-1462)'],
  ['TorchModuleWrapper', 'loads a pickle of PyTorch that it holds (CVE-2025-49655)'],
  ['get_file', 'downloads a file and writes it where it is told to (CVE-2025-8747)'],
  ['load_model', 'loads another model, with its code where `safe_mode` is off (CVE-2025-9906)'],
  ['load_weights', 'reads a file'],
  ['save_model', 'writes a file'],
  ['save_weights', 'writes a file'],
  ['model_from_json', 'builds a model, with the code that its text holds'],
  ['model_from_yaml', 'builds a model, with the code that its text holds'],
  ['model_from_config', 'builds a model, with the code that it holds'],
  ['deserialize_keras_object', 'makes whatever its configuration names'],
  ['enable_unsafe_deserialization', 'switches off what keeps code of a file from running (CVE-2025-9906)'],
  ['set_global_attribute', 'changes what Keras does for the whole process (CVE-2025-9906)'],
  ['audio_dataset_from_directory', 'reads files'],
  ['image_dataset_from_directory', 'reads files'],
  ['text_dataset_from_directory', 'reads files'],
  ['load_img', 'reads a file'],
  ['save_img', 'writes a file'],
  ['TensorBoard', 'writes files'],
  ['ModelCheckpoint', 'writes files'],
  ['BackupAndRestore', 'writes files'],
  ['CSVLogger', 'writes a file'],
  ['RemoteMonitor', 'sends what it sees over the network'],
  ['LambdaCallback', 'runs a function'],
]);

/** Layers that read a vocabulary: from a path or an address, where it is no list. */
export const VOCABULARY_LAYERS: ReadonlySet<string> = new Set([
  'StringLookup',
  'IntegerLookup',
  'IndexLookup',
  'TextVectorization',
]);

/** What a name is known for among those of Keras; undefined where it does nothing but be a part. */
export function gadget(name: string): string | undefined {
  return GADGETS.get(name);
}

/**
 * Judges what a configuration names; null where it is a part of a model and no more. Up to Keras 3.8 `module` is imported
 * whatever it is, and the name called with what stands in the configuration (CVE-2025-1550).
 *
 * @param module as the configuration has it; null where the name is looked up in Keras's own tables
 */
export function judgeName(module: string | null, name: string): NameJudgement | null {
  const known = gadget(name);
  if (known !== undefined && (module === null || /keras/.test(module)))
    return { kind: 'keras-gadget', severity: 'critical', why: known };
  if (module === null) return null;
  if (module === 'builtins' && /^(?:function|dict|list|tuple|str|int|float|bool|slice|type|bytes|NoneType)$/.test(name))
    return null;
  if (/^(?:keras|tf_keras)$/.test(module) || PARTS.test(module) || OF_TENSORFLOW.test(module))
    if (CLASS_NAME.test(name) || /\.(?:activations|losses|metrics|initializers|ops)(?:\.|$)/.test(module)) return null;
  const { level, why } = judge(module, name);
  // Keras 3 writes functions of the author's own as if Python had them.
  if (level === 'unknown' && /^(?:builtins|__main__)$/.test(module))
    return { kind: 'keras-custom-object', severity: 'medium', why: 'is code that does not come with the file' };
  if (level === 'harmless' || level === 'built') return null;
  if (level === 'dangerous')
    return {
      kind: 'keras-dangerous-name',
      severity: 'critical',
      why: `${why}; Keras imports it by its module (CVE-2025-1550)`,
    };
  if (FAMILY.test(module) && CLASS_NAME.test(name))
    return {
      kind: 'keras-custom-object',
      severity: 'info',
      why: 'is of a package that comes with Keras or builds on it',
    };
  return {
    kind: 'keras-unknown-name',
    severity: 'medium',
    why: `${why}; Keras imports it by its module (CVE-2025-1550)`,
  };
}
