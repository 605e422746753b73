import type { AwkwardGroup } from './awkwardCase.ts'
import { textCases } from './awkwardCase.ts'

const { accepted, warned, rejected } = textCases('tasks.json')
const text = 'Ada ran'
const region = (value: object): object => ({ from_name: 'label', to_name: 'text', type: 'labels', value })
const PER = region({ start: 0, end: 3, text: 'Ada', labels: ['PER'] })
const task = (more: object = {}): object => ({
  id: 1,
  data: { text },
  annotations: [{ id: 7, result: [PER] }],
  ...more,
})
/** The task at fault stands behind a good one, on line 4. */
const after = (record: object): string => `[\n${JSON.stringify(task())}\n,\n${JSON.stringify(record)}\n]\n`
const results = (...result: readonly unknown[]): string => after(task({ id: 2, annotations: [{ result }] }))
const value = (more: object): string =>
  results(region({ start: 0, end: 3, text: 'Ada', labels: ['PER'], ...more }))
const bad = { line: 4, record: 2 }

export const labelStudio: AwkwardGroup = {
  what: 'a Label Studio file',
  cases: [
    accepted('as it should be', JSON.stringify([task()]), 1),
    accepted(
      'over many lines',
      JSON.stringify([task(), task({ id: 2, data: { text: 'Ada too' } })], null, 2),
      2,
    ),
    accepted('a single task without a list', JSON.stringify(task()), 1),
    accepted(
      'a task a line',
      `${JSON.stringify(task())}\n${JSON.stringify(task({ id: 2, data: { text: 'Ada' } }))}\n`,
      2,
    ),
    accepted('a byte-order mark', `\ufeff${JSON.stringify([task()])}`, 1),
    accepted(
      'annotations under their name before 1.0',
      JSON.stringify([{ id: 1, data: { text }, completions: [{ result: [PER] }] }]),
      1,
    ),
    accepted(
      'a task that only models have read',
      JSON.stringify([task({ annotations: [], predictions: [{ result: [PER] }] })]),
      1,
    ),
    accepted(
      'an emoji before the region, in code points',
      JSON.stringify([
        task({
          data: { text: '😀 Ada' },
          annotations: [{ result: [region({ start: 2, end: 5, text: 'Ada', labels: ['PER'] })] }],
        }),
      ]),
      1,
    ),
    accepted(
      'an emoji before the region, in UTF-16',
      JSON.stringify([
        task({
          data: { text: '😀 Ada' },
          annotations: [{ result: [region({ start: 3, end: 6, text: 'Ada', labels: ['PER'] })] }],
        }),
      ]),
      1,
    ),
    accepted(
      'JSON-MIN',
      JSON.stringify([
        {
          id: 1,
          text,
          label: [{ start: 0, end: 3, text: 'Ada', labels: ['PER'] }],
          annotation_id: 4,
          annotator: 1,
        },
      ]),
      1,
    ),
    accepted(
      'a text under another name',
      JSON.stringify([task({ data: { tweet: text, image: 'a.jpg' } })]),
      1,
    ),
    accepted('an annotation without regions', JSON.stringify([task({ annotations: [{ result: [] }] })]), 1),
    warned(
      'two annotations',
      after(task({ id: 2, annotations: [{ result: [PER] }, { result: [] }] })),
      2,
      /the task has 2 annotations\. The first is taken/u,
      bad,
    ),
    warned(
      'a cancelled annotation',
      after(task({ id: 2, annotations: [{ was_cancelled: true, result: [PER] }] })),
      2,
      /annotations that were cancelled: 1 of 1/u,
      bad,
    ),
    warned(
      'a choice among the regions',
      results(PER, { type: 'choices', value: { choices: ['good'] } }),
      2,
      /regions that are no labelled text/u,
      bad,
    ),
    warned('two labels on one region', value({ labels: ['PER', 'ORG'] }), 2, /region 1 has 2 labels/u, bad),
    warned(
      'a region whose words are elsewhere',
      value({ text: 'Bob' }),
      2,
      /region 1 says `Bob` and its offsets hold `Ada`/u,
      bad,
    ),
    warned('a region twice', results(PER, PER), 2, /1 of 2 spans are there twice/u, bad),
    warned(
      'a type the project does not know',
      value({ labels: ['GPE'] }),
      2,
      /the type `GPE` is used once/u,
      bad,
    ),
    rejected('a region beyond the text', value({ end: 99, text: '' }), /lies outside the text/u, bad),
    rejected(
      'a region that ends before it starts',
      value({ start: 3, end: 0, text: '' }),
      /lies outside the text/u,
      bad,
    ),
    rejected('positions as text', value({ start: '0', end: '3' }), /region 1 is no whole number/u, bad),
    rejected('null for a position', value({ start: null }), /region 1 is no whole number/u, bad),
    rejected('a region without a label', value({ labels: [] }), /region 1 has no label/u, bad),
    rejected(
      'regions that overlap',
      results(PER, region({ start: 0, end: 7, text, labels: ['ORG'] })),
      /overlap; expected flat spans/u,
      bad,
    ),
    rejected(
      'a task without text',
      after(task({ id: 2, data: { image: 'a.jpg' } })),
      /the task has no text/u,
      bad,
    ),
    rejected(
      'a task with two texts',
      after(task({ id: 2, data: { a: 'Ada', b: 'ran' } })),
      /the task has 2 texts \(`a`, `b`\)/u,
      bad,
    ),
    rejected('null for a text', after(task({ id: 2, data: { text: null } })), /the task has no text/u, bad),
    rejected(
      'annotations that are no list',
      after(task({ id: 2, annotations: { result: [] } })),
      /`annotations` is an object; expected a list/u,
      bad,
    ),
    rejected(
      'a result that is no list',
      after(task({ id: 2, annotations: [{ result: {} }] })),
      /`result` is an object; expected a list/u,
      bad,
    ),
    rejected(
      'a number among the tasks',
      `[\n${JSON.stringify(task())}\n,\n5\n]\n`,
      /is a number; expected one JSON object/u,
      { ...bad, options: { format: 'label-studio' } },
    ),
    rejected(
      'a list that does not end',
      `[\n${JSON.stringify(task())}\n,`,
      /the file ends in the middle of its JSON/u,
      { line: 3 },
    ),
    rejected(
      'no comma between tasks',
      `[\n${JSON.stringify(task())}\n${JSON.stringify(task())}\n]`,
      /`\{` stands where a comma belongs/u,
      { line: 3 },
    ),
    rejected(
      'a comma behind the last task',
      `[\n${JSON.stringify(task())},\n]`,
      /`\]` stands where a record belongs/u,
      { line: 3 },
    ),
    rejected(
      'text behind the list',
      `[\n${JSON.stringify(task())}\n]\nthe end`,
      /`t` stands behind the end of the list/u,
      { line: 4 },
    ),
    rejected(
      'a task whose JSON is broken',
      `[\n${JSON.stringify(task())}\n,\n{"id": 2 "data"}\n]`,
      /the JSON breaks off at/u,
      bad,
    ),
    rejected('an empty list', '[]', /list in the file is empty/u, { line: null }),
    rejected(
      'half an emoji',
      after(task({ id: 2, data: { text: 'a\ud83d b' }, annotations: [] })),
      /holds half a character/u,
      bad,
    ),
  ],
}
