import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { documentOf, runVsgn, startVsgn } from './testing/runVsgn.ts'
import type { VsgnRun } from './testing/runVsgn.ts'

const POSTS = 3000

let folder: string
let home: string
const at = (...parts: string[]): string => join(folder, ...parts)
const vsgn = (...args: string[]): Promise<VsgnRun> => runVsgn(home, ...args)

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'interrupt-'))
  home = at('home')
  const posts = Array.from(
    { length: POSTS },
    (_, id) => `IMGID:${id}\nAda${id}\tB-PER\nin\tO\nOslo\tB-LOC\n\n`,
  )
  writeFileSync(at('posts.txt'), posts.join(''))
  writeFileSync(at('few.txt'), posts.slice(0, 4).join(''))
  const network = { hidden: 32, heads: 2, encoderLayers: 1, feedForward: 64, latent: 8, patches: 4 }
  writeFileSync(at('tiny.json'), JSON.stringify({ name: 'tiny', epochs: 1, network }))
  writeFileSync(at('long.json'), JSON.stringify({ name: 'long', epochs: 12, network }))
  const reviewed = [0, 1, 2].map((id) =>
    JSON.stringify({ id: String(id), tokens: ['Ada', 'ran'], tags: ['B-PER', 'O'], status: 'reviewed' }),
  )
  writeFileSync(at('reviewed.jsonl'), reviewed.join('\n'))
  for (const command of [
    ['train', at('tiny'), '--config', at('tiny.json'), '--data', at('few.txt')],
    ['new', at('p.vsgn')],
    ['import', at('p.vsgn'), at('posts.txt')],
    ['new', at('reviewed.vsgn')],
    ['import', at('reviewed.vsgn'), at('reviewed.jsonl')],
  ]) {
    expect(await vsgn(...command)).toMatchObject({ code: 0 })
  }
}, 300_000)

afterAll(() => rmSync(folder, { recursive: true }))

const predict = (): string[] => ['predict', at('p.vsgn'), '--model', at('tiny'), '--device', 'cpu', '--json']

test('Ctrl+C, then a kill, then the rest: every post is predicted once', { timeout: 300_000 }, async () => {
  const interrupted = startVsgn(home, predict())
  await interrupted.said(`Predict: 0 of ${POSTS} posts`)
  interrupted.child.kill('SIGINT')
  const stopped = await interrupted.ended
  expect(stopped).toMatchObject({ code: 130, signal: null })
  expect(documentOf(stopped)).toEqual({
    error: { kind: 'cancelled', message: expect.stringContaining(`of ${POSTS} posts`) as string },
  })

  const killed = startVsgn(home, predict())
  await killed.said('Predict: 0 of')
  killed.child.kill('SIGKILL')
  expect(await killed.ended).toMatchObject({ signal: 'SIGKILL', stdout: '' })

  const rest = await vsgn(...predict())
  expect(rest.code).toBe(0)
  const { tweets, already } = documentOf(rest) as { tweets: number; already: number }
  expect(tweets + already).toBe(POSTS)
  const exported = await vsgn('export', at('p.vsgn'), at('out.jsonl'), '--tags', 'predicted', '--json')
  expect(documentOf(exported)).toMatchObject({ tweets: POSTS, leftOut: [] })
})

test('Ctrl+C while the program is still loading ends as later, and nothing was begun', async () => {
  const preload = [
    '--import',
    pathToFileURL(join(import.meta.dirname, 'testing', 'interruptLoading.ts')).href,
  ]
  const stopped = await startVsgn(home, ['new', at('early.vsgn'), '--json'], preload).ended
  expect(stopped).toMatchObject({ code: 130, signal: null })
  expect(documentOf(stopped)).toEqual({ error: { kind: 'cancelled', message: 'vsgn new was stopped.' } })
  expect(existsSync(at('early.vsgn'))).toBe(false)
})

test('a training on the reviewed posts of a project goes on after Ctrl+C', { timeout: 300_000 }, async () => {
  const train = ['train', at('long'), '--config', at('long.json'), '--project', at('reviewed.vsgn'), '--json']
  const interrupted = startVsgn(home, train)
  await interrupted.said('Epoch 1: ')
  interrupted.child.kill('SIGINT')
  expect(await interrupted.ended).toMatchObject({ code: 130 })
  const rest = await vsgn(...train, '--resume')
  expect(rest).toMatchObject({ code: 0 })
  expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([])
})

test('a training on a project without reviewed posts is refused in words of a training', async () => {
  const refused = await vsgn('train', at('none'), '--project', at('p.vsgn'), '--json')
  expect([refused.code, documentOf(refused)]).toEqual([
    1,
    {
      error: { kind: 'refused', message: expect.stringMatching(/no reviewed posts to train on/u) as string },
    },
  ])
})
