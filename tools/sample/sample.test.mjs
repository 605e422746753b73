// The sample shows what the bundled model can do: at least one of its posts is read otherwise without its picture.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { bundledPack } from '../../src/main/core/modelPacks.ts'
import { renderDrawing } from '../../src/main/features/renderDrawing.ts'
import { loadEyes } from '../../src/main/features/vision/loadEyes.ts'
import { missingEyes } from '../../src/main/features/vision/visionModels.ts'
import { modelInput } from '../../src/main/predict/modelInput.ts'
import { loadTagger } from '../../src/main/vsgn/loadTagger.ts'
import { scenes } from './scenes.mjs'

const posts = readFileSync(new URL('../../resources/sample/posts.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))

test('every picture of the sample is drawn, and every drawing belongs to a post', () => {
  const pictured = posts.filter(({ image }) => image !== undefined).map(({ id }) => id)
  expect(Object.keys(scenes).sort()).toEqual(pictured.sort())
})

test.skipIf(missingEyes() !== null)(
  `the turkey on the table is no country, which only its picture tells (skipped where the detectors are missing: ${missingEyes() ?? 'they are here'})`,
  async () => {
    const { tokens, caption } = posts.find(({ id }) => id === 's41')
    const eyes = await loadEyes()
    const sight = await eyes.look(await renderDrawing(scenes.s41()))
    const tagger = await loadTagger(bundledPack(), { device: 'cpu', threads: 1 })
    const readings = await tagger.tag(
      [modelInput(tokens, caption, sight), modelInput(tokens, caption, null)].map((input) => ({
        picture: null,
        ...input,
      })),
    )
    await tagger.dispose()
    expect(readings.map(({ spans }) => spans.map(({ start, end, type }) => [start, end, type]))).toEqual([
      [[0, 1, 'MISC']],
      [[0, 1, 'LOC']],
    ])
  },
)
