import { expect, it } from 'vitest'
import { readCard } from './modelCard.ts'

it('reads a whole card', () => {
  const score = { precision: 64.1, recall: 60.2, f1: 62.09 }
  const card = readCard({
    summary: 'A first model.',
    weaknesses: ['Knows no pictures.', 'Knows English alone.'],
    seeds: [1],
    chosenEpoch: 4,
    scores: {
      test: {
        'twitter2017-test': {
          rule: '…',
          micro: score,
          types: { PER: { ...score, support: 621 } },
          strict: score,
          interval95: [59.8, 64.2],
        },
      },
      dev: {},
    },
    data: { train: [{ name: 'btc', posts: 6300, files: [] }], dev: [], test: [], text: [] },
  })
  expect(card.summary).toEqual(['A first model.'])
  expect(card.scores?.test['twitter2017-test']).toEqual({
    micro: score,
    types: { PER: { ...score, support: 621 } },
    interval95: [59.8, 64.2],
  })
  expect(card.data?.train).toEqual([{ name: 'btc', posts: 6300, files: [] }])
})

it.each([null, 'words', 3, []])('makes nothing of %j', (json) => {
  expect(readCard(json)).toEqual({})
})

it('leaves out the part it cannot read and keeps the rest', () => {
  expect(readCard({ seeds: 'one', scores: 7, chosenEpoch: 3 })).toMatchObject({ chosenEpoch: 3 })
  expect(readCard({ seeds: 'one' }).seeds).toBeUndefined()
})
