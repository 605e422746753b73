import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { nodeProcesses } from './childProcess.ts'
import type { ChildProcess } from './childProcess.ts'
import { createModelClient, ModelStopped } from './modelClient.ts'
import type { ModelClient, ModelState } from './modelClient.ts'

const entry = join(import.meta.dirname, 'testing', 'wordModelProcess.ts')
const open: ModelClient[] = []

function startClient(): { client: ModelClient; states: ModelState[]; children: ChildProcess[] } {
  const states: ModelState[] = []
  const children: ChildProcess[] = []
  const processes = nodeProcesses({ entry: () => entry })
  const client = createModelClient(
    {
      spawn: (name) => {
        const child = processes.spawn(name)
        children.push(child)
        return child
      },
    },
    (state) => states.push(state),
  )
  open.push(client)
  return { client, states, children }
}

afterEach(() => {
  for (const client of open.splice(0)) client.close()
})

const input = (text: string) => ({ tokens: text.split(' '), caption: null })

test('a model is loaded once and tags in order', async () => {
  const { client, states, children } = startClient()
  const info = await client.load('/packs/words', 'cpu')
  expect(info).toMatchObject({ name: 'words', device: 'cpu' })
  expect(await client.load('/packs/words', 'cpu')).toEqual(info)
  const [first, second] = await client.tag([input('hello Ada'), input('Bo met Cy')])
  expect(first?.map(({ start }) => start)).toEqual([1])
  expect(second?.map(({ start }) => start)).toEqual([0, 2])
  expect(children).toHaveLength(1)
  expect(states.at(-1)).toEqual({ model: 'words', device: 'cpu', note: '' })
})

test('a killed process fails what was asked, says so, and the next load starts another', async () => {
  const { client, states, children } = startClient()
  await client.load('/packs/words', 'cpu')
  const asked = client.tag([input('please STOP')])
  await expect(asked).rejects.toBeInstanceOf(ModelStopped)
  expect(states.at(-1)).toMatchObject({ model: null, note: expect.stringContaining('SIGKILL') as string })
  await expect(client.tag([input('Ada')])).rejects.toBeInstanceOf(ModelStopped)
  await client.load('/packs/words', 'cpu')
  expect(await client.tag([input('Ada')])).toHaveLength(1)
  expect(children).toHaveLength(2)
})

test('a wrong pack is refused with the reason and the process lives on', async () => {
  const { client, children } = startClient()
  await expect(client.load('/packs/refused', 'cpu')).rejects.toMatchObject({
    kind: 'model',
    message: expect.stringContaining('this is no model pack') as string,
  })
  await client.load('/packs/words', 'cpu')
  expect(children).toHaveLength(1)
})

test('the loaded model explains a reading; without one there is nothing to ask', async () => {
  const { client } = startClient()
  await expect(client.explain(input('Ada met Bo'), { start: 0, end: 1 })).rejects.toBeInstanceOf(ModelStopped)
  expect(client.info).toBeNull()
  await client.load('/packs/words', 'cpu')
  expect(client.info).toMatchObject({ name: 'words' })
  const explanation = await client.explain(input('Ada met Bo'), { start: 1, end: 2 })
  expect(explanation).toMatchObject({ start: 1, end: 2, readings: [{ type: null, score: 0.9 }, {}] })
})

test('a client that was closed starts no process again', async () => {
  const { client, children } = startClient()
  const loading = client.load('/packs/words', 'cpu')
  client.close()
  await expect(loading).rejects.toThrow(ModelStopped)
  await expect(client.load('/packs/words', 'cpu')).rejects.toMatchObject({ kind: 'cancelled' })
  expect(children).toHaveLength(1)
})
