/** Namespaces that are more likely the name of a local folder. */

/**
 * What people call the folders that they save models to and load them from. A loader that is given `output/best` asks the Hub only
 * where there is no such folder, and the folder is rarely in the repository that is audited.
 */
const FOLDERS: ReadonlySet<string> = new Set(
  `artifacts assets build cache checkpoint checkpoints ckpt ckpts data dataset datasets dist download downloads downloaded
  exp exps experiment experiments export exports files finetuned home local log logs mnt model models output outputs out
  pretrained pretrained_models result results run runs save saved saved_model saved_models src storage temp test tests tmp
  trained trained_models training weight weights work workspace`.split(/\s+/),
);

export const FOLDER_CAVEAT =
  ' It reads like a path: where a local folder of that name stands when the program runs, the Hub is not asked.';

/** Whether a namespace is a word that folders are called by. */
export function isFolderWord(namespace: string): boolean {
  return FOLDERS.has(namespace.toLowerCase());
}
