import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { FoundText, PictureBox, PictureFindings } from '../../../shared/domain/pictureFindings.ts'
import { decodePicture } from '../decodeImage.ts'
import type { RgbPicture } from '../decodeImage.ts'
import type { PictureFeatures } from '../pictureFeatures.ts'
import type { PixelBox, ScoredBox } from './boxes.ts'
import { surestBoxes } from './boxes.ts'
import { COCO_LABELS, PERSON } from './cocoLabels.ts'
import { FaceDetector } from './faceDetector.ts'
import { networkPicture } from './networkPicture.ts'
import { uprightLimits } from './rotatedBox.ts'
import { TextDetector } from './textDetector.ts'
import { TextReader } from './textReader.ts'
import type { DetectedThing } from './thingDetector.ts'
import { ThingDetector } from './thingDetector.ts'
import { readVisionFile, VISION_FILES } from './visionModels.ts'

/** All that is known of a picture. */
export interface PictureSight {
  readonly findings: PictureFindings
  readonly features: PictureFeatures
}

export interface EyesFolders {
  /** Of the detectors that the build fetched. */
  readonly vision: string
  /** Of the models that read text. */
  readonly text: string
}

const TEXT_FILES = {
  detection: 'ch_PP-OCRv4_det_infer.onnx',
  recognition: 'ch_PP-OCRv4_rec_infer.onnx',
  dictionary: 'ppocr_keys_v1.txt',
}

/** Larger pictures are made smaller before anything looks at them. */
const LONGEST_SIDE = 960
/** Surer than this is shown to people. */
const SHOWN_THING = 0.35
const SHOWN_TEXT = 0.8
const MOST_SHOWN = 20
const FACE_OVERLAP = 0.3

/** Looks at pictures. Runs block the thread: it belongs in a process of its own. */
export class PictureEyes {
  readonly #things: ThingDetector
  readonly #faces: FaceDetector
  readonly #closeFaces: FaceDetector
  readonly #textDetector: TextDetector
  readonly #textReader: TextReader

  private constructor(
    things: ThingDetector,
    faces: FaceDetector,
    closeFaces: FaceDetector,
    textDetector: TextDetector,
    textReader: TextReader,
  ) {
    this.#things = things
    this.#faces = faces
    this.#closeFaces = closeFaces
    this.#textDetector = textDetector
    this.#textReader = textReader
  }

  /** Throws an Error that says which file is missing or was changed. */
  static async load({ vision, text }: EyesFolders, threads = 1): Promise<PictureEyes> {
    const dictionary = readFileSync(path.join(text, TEXT_FILES.dictionary), 'utf8').trimEnd().split('\n')
    return new PictureEyes(
      await ThingDetector.load(readVisionFile(vision, VISION_FILES.things), threads),
      await FaceDetector.load(readVisionFile(vision, VISION_FILES.faces), 256, threads),
      await FaceDetector.load(readVisionFile(vision, VISION_FILES.closeFaces), 128, threads),
      await TextDetector.load(readFileSync(path.join(text, TEXT_FILES.detection)), threads),
      await TextReader.load(readFileSync(path.join(text, TEXT_FILES.recognition)), dictionary, threads),
    )
  }

  /** Rejects where the file does not decode. */
  async look(file: Uint8Array): Promise<PictureSight> {
    const picture = await decodePicture(file, LONGEST_SIDE)
    const seen = await this.#things.detect(picture)
    const shown = seen.things.filter(({ score }) => score >= SHOWN_THING).slice(0, MOST_SHOWN)
    const faces = await this.#facesOf(picture, shown)
    return {
      findings: {
        regions: shown.map(({ label, score, box }) => ({
          label: COCO_LABELS[label] as string,
          score: rounded(score),
          box: shareBox(box, picture),
        })),
        faces,
        texts: await this.#textsOf(picture),
      },
      features: networkPicture(seen, picture, faces),
    }
  }

  /** Faces in the whole picture, and those that only a closer look at a person shows. */
  async #facesOf(picture: RgbPicture, things: readonly DetectedThing[]): Promise<number> {
    const found: ScoredBox[] = await this.#faces.detect(picture)
    for (const { label, box } of things)
      if (label === PERSON) found.push(...(await this.#closeFaces.detectIn(picture, box)))
    return surestBoxes(found, FACE_OVERLAP).length
  }

  async #textsOf(picture: RgbPicture): Promise<FoundText[]> {
    const texts: FoundText[] = []
    for (const box of await this.#textDetector.detect(picture)) {
      const { text, score } = await this.#textReader.read(picture, box)
      if (score < SHOWN_TEXT || !saysSomething(text)) continue
      texts.push({ text, score: rounded(score), box: shareBox(uprightLimits(box), picture) })
    }
    return inReadingOrder(texts).slice(0, MOST_SHOWN)
  }
}

/** One letter is more often a shape than a text. */
function saysSomething(text: string): boolean {
  return (text.match(/[\p{L}\p{N}]/gu) ?? []).length >= 2
}

/** Lines from top to bottom; what stands side by side from left to right. */
function inReadingOrder(texts: readonly FoundText[]): FoundText[] {
  return texts.toSorted((a, b) => {
    const [middleA, middleB] = [a.box.top + a.box.height / 2, b.box.top + b.box.height / 2]
    const sameLine = Math.abs(middleA - middleB) < Math.min(a.box.height, b.box.height) / 2
    return sameLine ? a.box.left - b.box.left : middleA - middleB
  })
}

function shareBox({ left, top, right, bottom }: PixelBox, { width, height }: RgbPicture): PictureBox {
  const share = (value: number): number => rounded(Math.min(1, Math.max(0, value)))
  const [x, y] = [share(left / width), share(top / height)]
  return {
    left: x,
    top: y,
    width: rounded(share(right / width) - x),
    height: rounded(share(bottom / height) - y),
  }
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000
}
