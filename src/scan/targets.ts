/** Names of Python that a configuration tells its loader to call: Hydra's `_target_`, as NeMo uses it, and the tags of YAML. */

import { judge } from './policy/policy.ts';
import type { Tally } from './tally.ts';

/** Libraries whose classes configurations name: what is dangerous in them is told all the same. */
const KNOWN =
  /^(?:nemo|nemo_text_processing|torch|torchvision|torchaudio|torchmetrics|pytorch_lightning|lightning|lightning_fabric|transformers|diffusers|datasets|tokenizers|accelerate|peft|timm|sklearn|numpy|omegaconf|hydra\._internal\.core_plugins|hydra_plugins|fairseq2?|fvcore|detectron2|monai|speechbrain|audiocraft|sgm|ldm|megatron|apex|bitsandbytes|sentencepiece|wandb|builtins\.(?:int|float|str|bool|list|dict|tuple|set))(?:\.|$)/;

const TARGET = /(?:^|[\s{,"'-])["']?_target_["']?\s*:\s*["']?([A-Za-z_]\w{0,200}\.[\w.]{1,300})/g;
const TAG =
  /!(?:!|<tag:yaml\.org,2002:)python\/(?:object\/(?:apply|new):|object:|name:|module:)([A-Za-z_][\w.]{0,300})/g;

/**
 * Judges the names in a text of YAML or JSON.
 *
 * @param text as it stands; escapes of JSON are read here
 */
export function scanTargets(text: string, tally: Tally): void {
  if (!/_target_|python\/|\\u/.test(text)) return;
  const seen = new Set<string>();
  const plain = text.replace(/\\u00([2-7][0-9a-fA-F])/g, (_, digits) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
  for (const [pattern, way, kind] of [
    [TARGET, 'Hydra and NeMo import and call', 'configured-call'],
    [TAG, 'An unsafe reader of YAML imports and calls', 'yaml-tag'],
  ] as const)
    for (const { 1: name = '', index } of plain.matchAll(pattern)) {
      if (seen.has(`${kind} ${name}`) || isComment(plain, index)) continue;
      seen.add(`${kind} ${name}`);
      const at = Buffer.byteLength(plain.slice(0, index));
      const dot = name.lastIndexOf('.');
      const { level, why } = judge(name.slice(0, Math.max(0, dot)), name.slice(dot + 1));
      if (level === 'dangerous' && !/^hydra\._internal\.core_plugins\./.test(name))
        tally.say(kind, 'critical', at, name, `${way} ${name} when the configuration is loaded: it ${why}`);
      else if (!KNOWN.test(name) && level !== 'harmless' && level !== 'built')
        tally.say(kind, kind === 'yaml-tag' ? 'medium' : 'info', at, name, `${way} ${name}: what it does is not known`);
    }
}

/** Whether the line begins as a comment of YAML; JSON has none. */
function isComment(text: string, at: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', at) + 1, at + 1);
  return line.trimStart().startsWith('#');
}
