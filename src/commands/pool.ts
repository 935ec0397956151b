/** Many tasks, a few at a time. */

/**
 * Runs a task for each item, at most `most` at the same time and in the order of the items, so that what is asked first is also
 * done first: a run that is killed has lost no more than what was under way.
 *
 * @returns the results, in the order of the items
 */
export async function pooled<Item, Result>(
  items: readonly Item[],
  most: number,
  task: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results = new Array<Result>(items.length);
  const rest = items.entries();
  async function work(): Promise<void> {
    // The workers share one iterator.
    for (const [index, item] of rest) results[index] = await task(item);
  }
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, work));
  return results;
}
