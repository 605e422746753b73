/** Which post of which comparison one settled last. */
export interface Place {
  readonly agreement: number
  readonly postId: number
}

/** Where one was in the posts of a project that differ, on this machine; null: nowhere that can be read. */
export function readPlace(storage: Pick<Storage, 'getItem'>, project: string): Place | null {
  try {
    const stored = JSON.parse(storage.getItem(keyOf(project)) ?? 'null') as Partial<Place> | null
    const { agreement, postId } = stored ?? {}
    return typeof agreement === 'number' && typeof postId === 'number' ? { agreement, postId } : null
  } catch {
    return null
  }
}

export function writePlace(storage: Pick<Storage, 'setItem'>, project: string, place: Place): void {
  try {
    storage.setItem(keyOf(project), JSON.stringify(place))
  } catch {
    // The browser has no room for it: the next sitting begins with the first post that is not settled.
  }
}

function keyOf(project: string): string {
  return `vsgn.agreement/${project}`
}
