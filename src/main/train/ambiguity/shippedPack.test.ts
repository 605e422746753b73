import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundledPack } from '../../core/modelPacks.ts'
import { loadEyes } from '../../features/vision/loadEyes.ts'
import type { PictureSight } from '../../features/vision/pictureEyes.ts'
import { renderDrawing } from '../../features/renderDrawing.ts'
import { missingEyes } from '../../features/vision/visionModels.ts'
import { loadTagger } from '../../vsgn/loadTagger.ts'
import type { LoadedTagger } from '../../vsgn/tagger.ts'
import type { EvaluatedPost } from '../evaluateModel.ts'
import type { Shown } from './ambiguitySuite.ts'
import { ambiguityPosts, SHOWN } from './ambiguitySuite.ts'
import { drawnPicture } from './drawnPictures.ts'
import { goldType, typeAccuracy } from './typeAccuracy.ts'

const PACK = bundledPack()
const PICTURES_PER_TYPE = 6
const names = Object.fromEntries(
  SHOWN.map((shown) => [
    shown,
    Array.from({ length: PICTURES_PER_TYPE }, (_, number) => `${shown}-${String(number)}`),
  ]),
) as Record<Shown, string[]>
const posts = ambiguityPosts('test', names, 50, 1)

describe.skipIf(missingEyes() !== null)(
  `the shipped pack on drawn pictures (skipped where the detectors are missing: ${missingEyes() ?? 'they are here'})`,
  () => {
    let tagger: LoadedTagger
    const sights = new Map<string, PictureSight>()

    beforeAll(async () => {
      const eyes = await loadEyes()
      for (const shown of SHOWN)
        for (const [number, name] of names[shown].entries()) {
          sights.set(name, await eyes.look(await renderDrawing(drawnPicture('test', shown, number))))
        }
      tagger = await loadTagger(PACK, { device: 'cpu', threads: 2 })
    }, 60_000)
    afterAll(() => tagger.dispose())

    const shownPosts = (pictureOf: (post: (typeof posts)[number]) => string | null): EvaluatedPost[] =>
      posts.map((post) => {
        const pictureName = pictureOf(post)
        const sight = pictureName === null ? null : (sights.get(pictureName) ?? null)
        return {
          id: post.id,
          tokens: post.tokens,
          tags: post.tags,
          rawTags: post.tags,
          caption: null,
          pictureName,
          sight,
        }
      })

    it('tells the type of a name from the picture', async () => {
      expect(
        await typeAccuracy(
          tagger,
          shownPosts(({ image }) => image),
          goldType,
        ),
      ).toBeGreaterThanOrEqual(0.8)
    })

    it('cannot tell it without the picture', async () => {
      expect(
        await typeAccuracy(
          tagger,
          shownPosts(() => null),
          goldType,
        ),
      ).toBeLessThanOrEqual(0.55)
    })

    it('follows a wrong picture', async () => {
      const shownType = ({ pictureName }: EvaluatedPost): string => (pictureName ?? '').split('-')[0] ?? ''
      const wrong = shownPosts(({ wrongImage }) => wrongImage)
      expect(await typeAccuracy(tagger, wrong, shownType)).toBeGreaterThanOrEqual(0.8)
    })
  },
)
