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
  `only their pictures tell that Mercedes is a woman and Petra a place (skipped where the detectors are missing: ${missingEyes() ?? 'they are here'})`,
  async () => {
    const eyes = await loadEyes()
    const tagger = await loadTagger(bundledPack(), { device: 'cpu', threads: 1 })
    /** The type of the name, with the picture and without it. */
    const typesOf = async (post, name) => {
      const { tokens, caption } = posts.find(({ id }) => id === post)
      const sight = await eyes.look(await renderDrawing(scenes[post]()))
      const inputs = [sight, null].map((seen) => ({ picture: null, ...modelInput(tokens, caption, seen) }))
      const readings = await tagger.tag(inputs)
      return readings.map(({ spans }) => spans.find(({ start }) => tokens[start] === name)?.type)
    }
    expect(await typesOf('s26', 'Mercedes')).toEqual(['PER', 'LOC'])
    expect(await typesOf('s05', 'Petra')).toEqual(['LOC', 'PER'])
    await tagger.dispose()
  },
)
