/**
 * What the eyes find in real pictures, and how long a picture takes. One thread.
 *
 * node bench/vision.ts
 *
 * Recall and precision are of boxes at an overlap of 0.5 or more, over the COCO pictures with object boxes; "big" boxes
 * cover more than 2 % of their picture. "published" is what was measured with these detectors when they were chosen,
 * on half of these pictures; recalls more than 3 points away are marked. The pictures are looked for in the folder named
 * by VSGN_DATA, by default ../shared/data; without them nothing is done.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { decodePicture } from '../src/main/features/decodeImage.ts'
import type { PixelBox } from '../src/main/features/vision/boxes.ts'
import { areaOf, overlapOf } from '../src/main/features/vision/boxes.ts'
import { COCO_LABELS } from '../src/main/features/vision/cocoLabels.ts'
import { loadEyes } from '../src/main/features/vision/loadEyes.ts'
import type { PictureSight } from '../src/main/features/vision/pictureEyes.ts'
import { ThingDetector } from '../src/main/features/vision/thingDetector.ts'
import { readVisionFile, VISION_FILES } from '../src/main/features/vision/visionModels.ts'
import { visionFolder } from '../src/main/system/resources.ts'

interface Annotation {
  readonly file: string
  /** Class, left, top, width and height in pixels. */
  readonly objects?: readonly (readonly [string, number, number, number, number])[]
}

interface LabelledBox {
  readonly label: string
  readonly box: PixelBox
}

interface LookedAt {
  readonly area: number
  readonly gold: readonly LabelledBox[]
  /** Surest first. */
  readonly found: readonly (LabelledBox & { readonly score: number })[]
}

/** More pixels than any of these pictures has. */
const LONGEST_SIDE = 960
const LEAST_OVERLAP = 0.5
const BIG = 0.02
/** Points by which a recall may differ from the published one, measured on other pictures. */
const MARGIN = 3
/** Person recall, that of big persons, of all objects and of big ones, in percent, by threshold. */
const PUBLISHED: readonly (readonly [number, readonly [number, number, number, number]])[] = [
  [0.3, [52, 76, 38, 61]],
  [0.35, [47, 70, 33, 57]],
  [0.4, [40, 59, 28, 48]],
]

const pictures = join(
  resolve(import.meta.dirname, '..', process.env.VSGN_DATA ?? '../shared/data'),
  'pictures',
)
if (!existsSync(pictures))
  console.log(`Skipped: ${pictures} not found. Set VSGN_DATA to the folder that holds it.`)
else {
  await things()
  await looks()
}

function annotations(folder: string): Annotation[] {
  const lines = readFileSync(join(pictures, folder, 'annotations.jsonl'), 'utf8')
    .trim()
    .split('\n')
  return lines.map((line) => JSON.parse(line) as Annotation)
}

async function things(): Promise<void> {
  const detector = await ThingDetector.load(readVisionFile(visionFolder(), VISION_FILES.things), 1)
  const looked: LookedAt[] = []
  for (const folder of ['coco_cc', 'coco_cc_nc'])
    for (const { file, objects = [] } of annotations(folder)) {
      if (objects.length === 0) continue
      const picture = await decodePicture(readFileSync(join(pictures, folder, file)), LONGEST_SIDE)
      const gold = objects.map(([label, left, top, width, height]) => ({
        label,
        box: { left, top, right: left + width, bottom: top + height },
      }))
      const found = (await detector.detect(picture)).things
      looked.push({
        area: picture.width * picture.height,
        gold,
        found: found.map(({ label, box, score }) => ({ label: COCO_LABELS[label] as string, box, score })),
      })
    }
  console.log(`Things in ${looked.length} COCO pictures with boxes, measured (published):`)
  for (const [threshold, published] of PUBLISHED) {
    const persons = (label: string): boolean => label === 'person'
    const every = (): boolean => true
    const measured = [
      recall(looked, threshold, persons, 0),
      recall(looked, threshold, persons, BIG),
      recall(looked, threshold, every, 0),
      recall(looked, threshold, every, BIG),
    ]
    const names = ['person recall', 'big persons', 'all objects', 'big objects']
    const cells = names.map((name, at) => {
      const [now, before] = [measured[at] as number, published[at] as number]
      const mark = Math.abs(now - before) > MARGIN ? ' AWAY' : ''
      return `${name} ${now.toFixed(1)} (${before})${mark}`
    })
    const { precision, recall: known } = labels(looked, threshold)
    console.log(
      `  from ${threshold.toFixed(2)}: ${cells.join(', ')}; labels a picture P ${precision} R ${known}`,
    )
  }
}

/** Share of the gold boxes that a box of their label covers, each found box for one gold box; percent. */
function recall(
  looked: readonly LookedAt[],
  threshold: number,
  counts: (label: string) => boolean,
  leastShare: number,
): number {
  let all = 0
  let hit = 0
  for (const { area, gold, found } of looked) {
    const left = new Set(gold)
    const met = new Set<LabelledBox>()
    for (const { label, box, score } of found) {
      if (score < threshold) break
      const nearest = [...left]
        .filter((each) => each.label === label)
        .map((each) => ({ each, overlap: overlapOf(each.box, box) }))
        .sort((a, b) => b.overlap - a.overlap)[0]
      if (nearest === undefined || nearest.overlap < LEAST_OVERLAP) continue
      left.delete(nearest.each)
      met.add(nearest.each)
    }
    for (const each of gold) {
      if (!counts(each.label) || areaOf(each.box) < leastShare * area) continue
      all++
      if (met.has(each)) hit++
    }
  }
  return (100 * hit) / all
}

/** Labels of a picture as sets: percent of the found ones that are right, and of the right ones that are found. */
function labels(looked: readonly LookedAt[], threshold: number): { precision: string; recall: string } {
  let right = 0
  let claimed = 0
  let known = 0
  for (const { gold, found } of looked) {
    const truth = new Set(gold.map(({ label }) => label))
    const said = new Set(found.filter(({ score }) => score >= threshold).map(({ label }) => label))
    right += [...said].filter((label) => truth.has(label)).length
    claimed += said.size
    known += truth.size
  }
  return { precision: ((100 * right) / claimed).toFixed(0), recall: ((100 * right) / known).toFixed(0) }
}

/** Whole looks: things, faces and text. */
async function looks(): Promise<void> {
  const eyes = await loadEyes(1)
  const median = (values: readonly number[]): string =>
    (values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0).toFixed(0)
  const rows: readonly (readonly [string, string, (sight: PictureSight) => boolean])[] = [
    ['people_us_congress', 'show a clear face', ({ findings }) => findings.faces > 0],
    [
      'people_us_congress',
      'show a person',
      ({ findings }) => findings.regions.some(({ label }) => label === 'person'),
    ],
    ['landmarks', 'show a face (no portrait among them)', ({ findings }) => findings.faces > 0],
    ['logos', 'hold text that is read', ({ findings }) => findings.texts.length > 0],
    ['coco_cc', 'hold text that is read', ({ findings }) => findings.texts.length > 0],
  ]
  const seen = new Map<string, { readonly sights: PictureSight[]; readonly times: number[] }>()
  for (const folder of new Set(rows.map(([name]) => name))) {
    const sights: PictureSight[] = []
    const times: number[] = []
    // portraits are many and alike
    for (const { file } of annotations(folder).slice(0, 162)) {
      const bytes = readFileSync(join(pictures, folder, file))
      const begun = performance.now()
      sights.push(await eyes.look(bytes))
      times.push(performance.now() - begun)
    }
    seen.set(folder, { sights, times })
  }
  for (const [folder, what, holds] of rows) {
    const { sights = [] } = seen.get(folder) ?? {}
    console.log(`${folder}: ${sights.filter(holds).length} of ${sights.length} pictures ${what}`)
  }
  for (const [folder, { times }] of seen)
    console.log(`${folder}: a whole look takes ${median(times)} ms (median of ${times.length}, one thread)`)
}
