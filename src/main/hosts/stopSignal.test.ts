import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { stopSignal } from './stopSignal.ts'

function stoppable() {
  const events = new EventEmitter()
  const exits: number[] = []
  let now = 0
  const signal = stopSignal(
    { on: (name, listener) => events.on(name, listener), exit: (status) => exits.push(status) },
    { now: () => now },
  )
  return {
    signal,
    exits,
    send: (name: NodeJS.Signals) => events.emit(name),
    wait: (ms: number) => (now += ms),
  }
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s asks for a clean end', (name) => {
  const { signal, exits, send } = stoppable()
  expect(signal.aborted).toBe(false)
  send(name)
  expect(signal.aborted).toBe(true)
  expect(exits).toEqual([])
})

test('one Ctrl+C that comes from the terminal and from npm is one; another does not wait', () => {
  const { exits, send, wait } = stoppable()
  send('SIGINT')
  wait(20)
  send('SIGINT')
  expect(exits).toEqual([])
  wait(2000)
  send('SIGINT')
  expect(exits).toEqual([130])
})
