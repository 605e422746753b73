import path from 'node:path'
import { expect, it } from 'vitest'
import { compactConfig } from '../vsgn/network/config.ts'
import { DEFAULT_RECIPE, readRecipe, readRecipeFile } from './recipe.ts'

const read = (value: Parameters<typeof readRecipe>[0]) => readRecipe(value, 'my.json', { DATA: '/data' })

it('fills in what is missing and puts environment variables into paths', () => {
  const recipe = read({
    name: 'mine',
    data: [{ name: 'a', files: ['${DATA}/a.txt'] }],
    rates: { head: 0.01 },
  })
  expect(recipe.data).toEqual([
    {
      name: 'a',
      files: ['/data/a.txt'],
      reading: null,
      share: 1,
      unlabelled: [],
      repairs: [],
      labelSpace: null,
      renamed: 0,
      writing: 'as-given',
      captions: null,
      pictures: null,
    },
  ])
  expect(recipe.rates).toEqual({ ...DEFAULT_RECIPE.rates, head: 0.01 })
  expect(recipe.epochs).toBe(DEFAULT_RECIPE.epochs)
})

it.each([
  [{ name: 'm', epoch: 3 }, /my\.json: epoch is 3; expected no such field/u],
  [{ name: 'm', epochs: 'many' }, /my\.json: epochs is "many"; expected a number/u],
  [{ name: 'm', epochs: 2.5 }, /my\.json: epochs is 2\.5; expected a whole number/u],
  [{ name: 'm', data: [5] }, /my\.json: data\[0\] is 5; expected an object/u],
  [{ name: 'm', dev: [{ name: 'a' }, { name: 'a' }] }, /my\.json: dev\[1\]\.name is "a"; expected a name/u],
  [['m'], /my\.json: all of it is \["m"\]; expected an object/u],
  [
    { name: 'm', text: { files: ['a'], skipGram: { dimensions: 6 } } },
    /text\.skipGram\.dimensions is 6; expected a multiple of 4/u,
  ],
  [{ name: 'm', rates: { heads: 1 } }, /my\.json: rates\.heads is 1; expected no such field/u],
  [{ name: 'm', data: [{ name: 'a', repairs: ['x'] }] }, /data\[0\]\.repairs is \["x"\]; expected one of/u],
  [
    { name: 'm', data: [{ name: 'a', files: ['${NONE}/a'] }] },
    /environment variable NONE, which is not set/u,
  ],
])('names the field that is wrong: %j', (value, message) => {
  expect(() => read(value)).toThrow(message)
})

it.each(['bundled.train.json', 'bundled-further.train.json', 'bundled-eyes.train.json'])(
  'reads the recipe %s: free sets alone, none of them a test set',
  async (name) => {
    const file = path.resolve(import.meta.dirname, '../../../resources/models', name)
    const recipe = await readRecipeFile(file, {
      VSGN_DATA: '/d',
      VSGN_SUITE: '/suite',
      VSGN_VECTORS: '/v',
    })
    expect(compactConfig(recipe.network).hidden).toBe(256)
    const free =
      /^(?:\/d\/ner\/(?:btc|wnut17|tweebank|wikigold|uner_en|crossner_\w+)\/|\/suite\/(?:train|ordinary|ordinary-btc|dev)\.jsonl$)/u
    const files = (sets: typeof recipe.data): string[] => sets.flatMap((set) => set.files)
    expect(files([...recipe.data, ...recipe.dev]).every((each) => free.test(each))).toBe(true)
    const seen = new Set(files([...recipe.data, ...recipe.dev]))
    expect(files(recipe.test).some((each) => seen.has(each))).toBe(false)
    const trained = new Set(files(recipe.data))
    expect(files(recipe.dev).some((each) => trained.has(each))).toBe(false)
  },
)
