/** Pending: look-alikes. Each row says what is right; it fails today. */

import { lines, type PendingRow, ref } from './row.ts';

export const PENDING_LOOK_ALIKES: readonly PendingRow[] = [
  {
    name: 'real accounts whose names begin like a placeholder',
    wrong: 'otherwise.STAND_INS takes every namespace that begins with my, a- or an- for a placeholder',
    files: {
      'lora.py': lines`
        from diffusers import DiffusionPipeline

        pipe = DiffusionPipeline.from_pretrained("a-r-r-o-w/cogvideox-5b")
        melo = DiffusionPipeline.from_pretrained("myshell-ai/MeloTTS-English")
      `,
    },
    references: [
      ref('a-r-r-o-w/cogvideox-5b', 3, 'call', { loader: 'diffusers.DiffusionPipeline.from_pretrained' }),
      ref('myshell-ai/MeloTTS-English', 4, 'call', { loader: 'diffusers.DiffusionPipeline.from_pretrained' }),
    ],
  },
  {
    name: 'a folder that the program writes and reads back is no repository',
    wrong: 'save_model and output_dir are not noted as paths that the program writes',
    files: {
      'train.py': lines`
        from transformers import AutoModelForCausalLM, Trainer, TrainingArguments

        args = TrainingArguments(output_dir="output/plover-finetuned")
        trainer = Trainer(args=args)
        trainer.train()
        trainer.save_model("output/plover-finetuned")
        best = AutoModelForCausalLM.from_pretrained("output/plover-finetuned")
      `,
    },
    references: [],
    rejected: { 'output/plover-finetuned': /writ|saved|path/ },
  },
  {
    name: 'paths that are joined load nothing from the Hub',
    wrong: 'candidates.composed reports os.path.join and Path / as ids that could not be followed',
    files: {
      'joined.py': lines`
        import os
        from pathlib import Path
        from transformers import AutoModel

        a = AutoModel.from_pretrained(os.path.join("out", "plover-base"))
        b = AutoModel.from_pretrained(Path("out") / "plover-base")
        c = AutoModel.from_pretrained(Path(__file__).parent / "plover-base")
      `,
    },
    references: [],
  },
  {
    name: 'what is downloaded of how much',
    wrong: 'otherwise knows numbers with a unit, not those with a fraction and a unit',
    files: {
      'train.log': lines`
        model.safetensors:  12%|█▏        | 52.4M/438M [00:02<00:17, 21.6MB/s]
        spiece.model: 100%|██████████| 792k/792k [00:00<00:00, 11.4MB/s]
        tokenizer.json: 1.2G/7.1G
      `,
    },
    references: [],
    rejected: { '52.4M/438M': /number|size/, '792k/792k': /number|size/, '1.2G/7.1G': /number|size/ },
  },
];
