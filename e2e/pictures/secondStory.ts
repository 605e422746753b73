import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Client } from '../../src/shared/api/client.ts'
import { tagsFromSpans } from '../../src/shared/domain/bio.ts'
import type { Span } from '../../src/shared/domain/span.ts'
import type { Host } from '../hosts/host.ts'
import { ended } from '../jobs.ts'

/** How Jonas reads a span of these words: another type, fewer words, or (null) no name at all. */
const OTHERWISE: Readonly<Record<string, { readonly type: string; readonly words?: string } | null>> = {
  'Harbour Arena': { type: 'LOC' },
  Petra: { type: 'PER' },
  Jaguar: null,
  'River Thames': { type: 'LOC', words: 'Thames' },
  Washington: { type: 'LOC' },
  'The Orchard Choir': { type: 'ORG', words: 'Orchard Choir' },
}

/** A second annotator has read what was reviewed, and the two are compared; the first difference is settled. */
export async function tellSecondStory(host: Host, client: Client, folder: string): Promise<void> {
  const { location } = (await client.call('projects.current', {})) ?? { location: '' }
  const filter = { status: 'reviewed' } as const
  const { rows } = await client.call('posts.page', { filter, order: 'file', offset: 0, limit: 100 })
  const posts = await Promise.all(rows.map(({ id }) => client.call('posts.get', { id })))
  const lines = posts.map(({ externalId, tokens, state }) => {
    const spans = (state.spans ?? []).flatMap((span) => readOtherwise(tokens, span))
    return JSON.stringify({
      id: externalId,
      tokens,
      tags: tagsFromSpans(tokens.length, spans),
      status: 'reviewed',
    })
  })
  const file = join(folder, 'Jonas.jsonl')
  writeFileSync(file, `${lines.join('\n')}\n`)
  const started = await client.call('agreement.start', {
    project: location,
    second: { kind: 'files', files: [await host.pick(client, file, 'import')] },
    posts: 'reviewed',
  })
  const job = await ended(client, started)
  if (job.state !== 'done') throw new Error(`the comparison ended as ${job.state}: ${JSON.stringify(job)}`)
  const [agreement] = await client.call('agreement.list', {})
  const { postId } = await client.call('agreement.next', { id: agreement?.id ?? 0, after: 0 })
  const { revision } = await client.call('agreement.post', { id: agreement?.id ?? 0, postId: postId ?? 0 })
  await client.call('agreement.settle', {
    ...{ project: location, id: agreement?.id ?? 0, postId: postId ?? 0, expectedRevision: revision },
    ...{ editId: 'picture-settled', take: 'second' },
  })
}

function readOtherwise(tokens: readonly string[], span: Span): Span[] {
  const words = tokens.slice(span.start, span.end).join(' ')
  const other = OTHERWISE[words]
  if (other === undefined) return [span]
  if (other === null) return []
  const length = (other.words ?? words).split(' ').length
  return [{ start: span.end - length, end: span.end, type: other.type }]
}
