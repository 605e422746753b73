/** What stands before a post in the queue; every sign has its words. */
export interface StatusSign {
  readonly name: 'current' | 'flagged' | 'problem' | 'reviewed' | 'open'
  readonly symbol: string
  readonly words: string
}

interface PostSigns {
  readonly current: boolean
  readonly reviewed: boolean
  readonly flagged: boolean
  readonly problems: number
}

export function statusSign({ current, reviewed, flagged, problems }: PostSigns): StatusSign {
  const words = [
    reviewed ? 'Reviewed' : 'Not reviewed',
    ...(flagged ? ['flagged'] : []),
    ...(problems > 0 ? [`${String(problems)} ${problems === 1 ? 'problem' : 'problems'}`] : []),
    ...(current ? ['current'] : []),
  ].join(', ')
  if (flagged) return { name: 'flagged', symbol: '⚑', words }
  if (current && !reviewed) return { name: 'current', symbol: '●', words }
  if (problems > 0) return { name: 'problem', symbol: '!', words }
  return reviewed ? { name: 'reviewed', symbol: '✓', words } : { name: 'open', symbol: '○', words }
}
