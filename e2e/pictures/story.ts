import type { Client } from '../../src/shared/api/client.ts'
import type { Job } from '../../src/shared/domain/job.ts'
import type { PostDetail } from '../../src/shared/domain/post.ts'
import { ended } from '../jobs.ts'

/** Milliseconds; a training on a busy machine. */
const LONGEST_JOB = 600_000

/** What the pictures show people to have decided: words of a post, and their type. Anything else is accepted as read. */
const CORRECTED: Readonly<Record<string, readonly (readonly [words: string, type: string])[]>> = {
  s02: [
    ['Tamsin Okoro', 'PER'],
    ['Phoenix', 'MISC'],
    ['Harbour Arena', 'ORG'],
    ['Herons', 'ORG'],
  ],
  s05: [
    ['Petra', 'LOC'],
    ['Jordan', 'LOC'],
  ],
  s08: [['Jaguar', 'MISC']],
  s26: [['Mercedes', 'PER']],
  s27: [['Mercedes', 'ORG']],
  s31: [['Washington', 'PER']],
  s37: [['Amazon', 'LOC']],
  s34: [
    ['River Thames', 'LOC'],
    ['Somerset Hall', 'LOC'],
  ],
  // One name is forgotten, and one has the type it has elsewhere.
  s35: [['The Orchard Choir', 'ORG']],
  s38: [['Amazon', 'ORG']],
  s41: [['Turkey', 'LOC']],
}
const ACCEPTED = ['s09', 's12', 's13', 's17', 's19', 's24', 's29', 's33']

const GUIDELINES = `Label whole names, without articles, titles or the signs around them.

## PER
People and characters of stories: [Captain Mei Tanaka](post:s19). Bands are ORG.

## LOC
Places, also buildings and halls: [Harbour Arena](post:s02). Not the team that plays there.

## ORG
Companies, teams, schools: [Amazon, who left the parcel](post:s38), not [the river](post:s37).

## MISC
Titles, products, events: [Nordic Sprint](post:s16), and mascots.
`

/** What a person did before the pictures are taken: reviewed, wrote guidelines, read again without inputs, trained. */
export async function tellStory(client: Client): Promise<void> {
  await client.call('app.setAuthor', { author: 'Mira' })
  const { location } = (await client.call('projects.current', {})) ?? { location: '' }
  const rules = await client.call('projects.rules', {})
  await client.call('projects.setRules', { project: location, rules: { ...rules, guidelines: GUIDELINES } })
  await client.call('bulk.apply', {
    project: location,
    request: { kind: 'accept', type: null, scoreAtLeast: 0.9, mention: '' },
    skip: [],
  })
  const { rows } = await client.call('posts.page', { filter: {}, order: 'file', offset: 0, limit: 100 })
  for (const { id, externalId } of rows) {
    const spans = CORRECTED[externalId]
    if (spans === undefined && !ACCEPTED.includes(externalId)) continue
    const post = await client.call('posts.get', { id })
    const read = (post.predicted ?? []).map(({ start, end, type }) => ({ start, end, type }))
    await client.call('corrections.save', {
      project: location,
      editId: `picture-${externalId}`,
      postId: id,
      expectedRevision: post.revision,
      after: {
        ...post.state,
        spans: spans?.map((span) => placed(post, ...span)) ?? read,
        status: 'reviewed',
      },
      undoes: null,
    })
  }
  const controls = await client.call('errors.startControls', {
    which: 'all',
    controls: ['no-picture', 'no-caption', 'shuffled'],
    limit: null,
  })
  await done(client, controls)
  const bundled = (await client.call('models.list', {})).find((model) => model.bundled)
  const training = await client.call('training.start', {
    name: 'Linear 1',
    kind: 'linear-crf',
    base: bundled?.id ?? null,
    data: { reviewed: true, splits: [] },
    heldOut: { reviewed: true, splits: [] },
    epochs: null,
    seed: 1,
  })
  await done(client, training)
}

function placed(
  { tokens }: PostDetail,
  words: string,
  type: string,
): { start: number; end: number; type: string } {
  const wanted = words.split(' ')
  const start = tokens.findIndex((_, at) => wanted.every((word, index) => tokens[at + index] === word))
  if (start === -1) throw new Error(`“${words}” is not in “${tokens.join(' ')}”`)
  return { start, end: start + wanted.length, type }
}

async function done(client: Client, started: Pick<Job, 'id'>): Promise<void> {
  const job = await ended(client, started, LONGEST_JOB)
  if (job.state !== 'done') throw new Error(`the job ended as ${job.state}: ${JSON.stringify(job)}`)
}
