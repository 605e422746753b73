import { expect, it } from 'vitest'
import { collectTable } from './collectTable.ts'

it('reads every part of a table, each from where the one before ended, under one line of column names', async () => {
  const asked: (number | null)[] = []
  const table = await collectTable((after) => {
    asked.push(after)
    const from = after ?? 0
    return Promise.resolve({
      columns: ['post', 'reason'],
      rows: [[`p${from}`, 'a, b']],
      next: from < 20 ? from + 10 : null,
    })
  })
  expect(asked).toEqual([null, 10, 20])
  expect(await table.text()).toBe('post,reason\r\np0,"a, b"\r\np10,"a, b"\r\np20,"a, b"\r\n')
  expect(table.type).toBe('text/csv;charset=utf-8')
})
