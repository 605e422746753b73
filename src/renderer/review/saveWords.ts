import type { SaveQueue, SaveState } from './saveQueue.ts'

/** Whether the work is safe, in two or three words. */
export function saveWords({ unsaved, trouble, conflicts }: SaveState): string {
  if (trouble !== null) return `${String(unsaved)} not saved`
  if (unsaved > 0) return 'Saving'
  return conflicts.length > 0 ? `${String(conflicts.length)} to decide` : 'All saved'
}

/**
 * Tells a screen reader when edits cannot be saved, and once they are; not that one is tried again, which may fail as
 * before. Returns the function that ends it.
 */
export function announceSaves(
  { state }: Pick<SaveQueue, 'state'>,
  announce: (words: string) => void,
): () => void {
  let troubled = false
  const look = (): void => {
    const now = state.get()
    if (now.trouble === null && (!troubled || now.unsaved > 0)) return
    troubled = now.trouble !== null
    announce(saveWords(now))
  }
  look()
  return state.subscribe(look)
}
