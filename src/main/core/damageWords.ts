import type { Damage, Snapshot } from '../store/types.ts'

/** Posts a message names. */
const NAMED = 5

/** What is damaged in a project, and what to do about it. */
export function damageWords(damage: readonly Damage[], sound: Snapshot | null): string {
  return `${found(damage)} ${remedy(sound)}`
}

function found(damage: readonly Damage[]): string {
  const names = [
    ...new Map(damage.flatMap(({ postId, externalId }) => (postId === null ? [] : [[postId, externalId]]))),
  ].map(([id, name]) => name ?? String(id))
  const [first] = damage
  if (names.length === 0) return first?.message ?? ''
  const more = names.length - NAMED
  const listed = `${names.slice(0, NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
  return names.length === 1
    ? `Post ${listed} is not as it was saved: the disk or another program has changed it.`
    : `${names.length} posts are not as they were saved (${listed}): the disk or another program has changed them.`
}

function remedy(sound: Snapshot | null): string {
  if (sound === null)
    return 'No snapshot of the project is sound: import the posts again into a new project, or leave damaged posts out of the export (--leave-out).'
  const when = `${sound.takenAt.slice(0, 10)} ${sound.takenAt.slice(11, 16)} UTC`
  return `The snapshot of ${when} is sound: restore it (in the workbench under Data, Snapshots, or with \`vsgn snapshots PROJECT --restore ${sound.name}\`), or leave damaged posts out of the export (--leave-out).`
}
