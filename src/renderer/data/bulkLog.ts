import type { BulkChange } from '../../shared/domain/bulkChange.ts'

/** What a change of many posts was, in the words of its title: done, taken back, or done again. */
export function bulkWords(change: BulkChange, all: readonly BulkChange[]): string {
  return change.undoes === null
    ? change.title
    : `${isTakenBack(change, all) ? 'Taken back' : 'Done again'}: ${change.title}`
}

/** Whether the posts are as they were before it all: taking back what took back does it again. */
function isTakenBack({ undoes }: BulkChange, all: readonly BulkChange[]): boolean {
  if (undoes === null) return false
  const former = all.find(({ id }) => id === undoes)
  return former === undefined || !isTakenBack(former, all)
}
