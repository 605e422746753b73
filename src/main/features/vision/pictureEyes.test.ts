import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { beforeAll, describe, expect, it, test } from 'vitest'
import type { PictureFindings } from '../../../shared/domain/pictureFindings.ts'
import { textModelsFolder } from '../../system/resources.ts'
import type { PictureSight } from './pictureEyes.ts'
import { PICTURE_SHAPE } from './pictureShape.ts'
import { missingEyes, VISION_FILES } from './visionModels.ts'

/** Letters as strokes on a field of 4 × 6, so that no font of the machine decides what is drawn. */
const STROKES: Readonly<Record<string, string>> = {
  A: 'M0 6 L2 0 L4 6 M0.8 4 H3.2',
  F: 'M0 6 V0 H4 M0 3 H3',
  I: 'M2 0 V6',
  L: 'M0 0 V6 H4',
  N: 'M0 6 V0 L4 6 V0',
  O: 'M2 0 C-0.7 0 -0.7 6 2 6 C4.7 6 4.7 0 2 0 Z',
  P: 'M0 6 V0 H2.6 C4.6 0 4.6 3.2 2.6 3.2 H0',
  S: 'M4 0.8 C3 -0.4 0 -0.2 0.2 1.6 C0.4 3.4 3.8 2.6 3.9 4.4 C4 6.3 0.9 6.4 0 5.1',
  T: 'M0 0 H4 M2 0 V6',
}

function word(letters: string, x: number, y: number, size: number, turn: number, colour: string): string {
  const step = (5.6 * size) / 6
  const drawn = Array.from(
    letters,
    (letter, index) =>
      `<path transform="translate(${x + index * step} ${y}) scale(${size / 6})" d="${STROKES[letter] ?? ''}"/>`,
  )
  return `<g transform="rotate(${turn} ${x} ${y})" fill="none" stroke="${colour}" stroke-width="0.85">${drawn.join('')}</g>`
}

const draw = (content: string): Promise<Buffer> =>
  sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480">${content}</svg>`))
    .png()
    .toBuffer()

const sign = (): string => {
  const corners = Array.from({ length: 8 }, (_, index) => {
    const angle = ((index + 0.5) * Math.PI) / 4
    return `${320 + 150 * Math.cos(angle)},${210 + 150 * Math.sin(angle)}`
  })
  return `<rect width="640" height="480" fill="#9ec5e8"/><rect y="380" width="640" height="100" fill="#7a8f5a"/>
    <rect x="312" y="330" width="16" height="130" fill="#8a8a8a"/>
    <polygon points="${corners.join(' ')}" fill="#c1121f" stroke="#fff" stroke-width="10"/>
    ${word('STOP', 222, 178, 64, 0, '#fff')}`
}

describe.skipIf(missingEyes() !== null)(
  `eyes (skipped where the detectors are missing: ${missingEyes() ?? 'they are here'})`,
  () => {
    const seen = new Map<string, PictureSight>()

    beforeAll(async () => {
      // Drawn before the decoder is loaded: it shuts out every format but the four of photographs.
      const pictures = {
        sign: await draw(sign()),
        lines: await draw(
          `<rect width="640" height="480" fill="#f4efe6"/>${word('FINALS', 60, 60, 56, 0, '#222')}${word('SATIN', 120, 300, 48, 14, '#7b2d26')}`,
        ),
        nothing: await draw('<rect width="640" height="480" fill="#88a0b4"/>'),
      }
      const { loadEyes } = await import('./loadEyes.ts')
      const eyes = await loadEyes()
      for (const [name, file] of Object.entries(pictures)) seen.set(name, await eyes.look(file))
    }, 120_000)

    const findings = (name: string): PictureFindings => (seen.get(name) as PictureSight).findings

    it('find a sign where it stands, and read it', () => {
      const [found] = findings('sign').regions
      expect(found?.label).toBe('stop sign')
      const { left, top, width, height } = found?.box ?? { left: 0, top: 0, width: 0, height: 0 }
      expect(left + width / 2).toBeCloseTo(320 / 640, 1)
      expect(top + height / 2).toBeCloseTo(210 / 480, 1)
      expect(width).toBeCloseTo(290 / 640, 1)
      expect(findings('sign').texts.map(({ text }) => text)).toEqual(['STOP'])
      expect(findings('sign').faces).toBe(0)
    })

    it('read lines that lie level and lines that lean, from top to bottom', () => {
      expect(findings('lines').texts.map(({ text }) => text)).toEqual(['FINALS', 'SATIN'])
      expect(findings('lines').texts[0]?.box.left).toBeCloseTo(60 / 640, 1)
    })

    it('find nothing where nothing is', () => {
      expect(findings('nothing')).toEqual({ regions: [], faces: 0, texts: [] })
    })

    it('give a network patches and regions of the sizes it is built for', () => {
      const { patches, regions } = (seen.get('sign') as PictureSight).features
      expect(patches).toHaveLength(PICTURE_SHAPE.patches * PICTURE_SHAPE.patchWidth)
      expect(regions.length % PICTURE_SHAPE.regionWidth).toBe(0)
      expect(regions.length).toBeGreaterThan(PICTURE_SHAPE.regionWidth)
      expect([...patches, ...regions].every(Number.isFinite)).toBe(true)
      expect(patches.some((value) => value !== 0)).toBe(true)
    })
  },
)

test('nothing that recognises or rates a person is among the models', () => {
  const rating =
    /faceres|mobileface|embedding|arcface|age|gender|race|gear|emotion|liveness|antispoof|iris|facemesh/iu
  const files = [...Object.values(VISION_FILES).map(({ file }) => file), ...readdirSync(textModelsFolder())]
  expect(files.filter((file) => rating.test(file))).toEqual([])
  const resources = readdirSync(join(import.meta.dirname, '../../../../resources'), { recursive: true }).map(
    String,
  )
  expect(resources.filter((file) => /\.(?:onnx|bin|tflite)$/u.test(file) && rating.test(file))).toEqual([])
})
