import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { nodeProcesses } from './childProcess.ts'
import { createPictureClient } from './pictureClient.ts'
import type { PictureClient } from './pictureClient.ts'

const entry = join(import.meta.dirname, 'testing', 'namedPictureProcess.ts')
const open: PictureClient[] = []

function startClient(limitMs?: number): PictureClient {
  const client = createPictureClient(nodeProcesses({ entry: () => entry }), limitMs)
  open.push(client)
  return client
}

afterEach(() => {
  for (const client of open.splice(0)) client.close()
})

test('pictures asked for together are answered each with its own', async () => {
  const client = startClient()
  const found = await Promise.all(['a', 'b', 'c'].map((name) => client.inspect(`/p/${name}`)))
  expect(found.map((inspection) => inspection.state === 'ok' && inspection.hash)).toEqual(['a', 'b', 'c'])
})

test('a picture that cannot be read, or stops the decoder, is broken and the next one is read', async () => {
  const client = startClient()
  expect(await client.inspect('/p/broken')).toEqual({ state: 'broken', reason: 'its end is missing' })
  expect(await client.inspect('/p/crash')).toMatchObject({
    state: 'broken',
    reason: expect.stringContaining('SIGKILL') as string,
  })
  expect(await client.inspect('/p/after')).toMatchObject({ state: 'ok', hash: 'after' })
})

test('a picture that takes too long is given up, and the next one is read by a new process', async () => {
  // Long enough for a process to start on a busy machine.
  const client = startClient(3000)
  const [endless, after] = await Promise.all([client.inspect('/p/endless'), client.inspect('/p/after')])
  expect(endless).toMatchObject({
    state: 'broken',
    reason: expect.stringContaining('longer than 3 seconds') as string,
  })
  expect(after).toMatchObject({ state: 'ok', hash: 'after' })
})

test('nothing is waited for, and no process started again, once it is closed', async () => {
  const client = startClient()
  await client.inspect('/p/first')
  const asked = ['endless', 'after'].map((name) => client.inspect(`/p/${name}`))
  await nextTurn()
  client.close()
  const ended = { state: 'broken', reason: 'the program ends' }
  expect(await Promise.all(asked)).toEqual([ended, ended])
})
