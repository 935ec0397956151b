/** Pending: look-alikes. Each row says what is right; it fails today. */

import { lines, type PendingRow } from './row.ts';

export const PENDING_LOOK_ALIKES: readonly PendingRow[] = [
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
];
