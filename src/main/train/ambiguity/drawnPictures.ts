import { SeededRandom } from '../../autodiff/seededRandom.ts'
import type { Shown, SuitePart } from './ambiguitySuite.ts'
import type { Draw } from './drawings/brush.ts'
import { Brush, HEIGHT, WIDTH } from './drawings/brush.ts'
import { badge, SQUARE, symbol } from './drawings/badges.ts'
import { mark, shield, striped, tile } from './drawings/emblems.ts'
import { group, portrait, standing } from './drawings/people.ts'
import { bridge, coast, mountains, skyline, street } from './drawings/places.ts'
import { lettering, LETTERING_HEIGHT, WORDMARK_HEIGHT, wordmark } from './drawings/wordmarks.ts'
import { bird, cake, car, dog, phone, shoe } from './drawings/things.ts'

/**
 * A picture of ours as SVG text, mostly 320 wide and 240 high: a person, a place, the emblem of an organisation, or a thing. Flat shapes
 * without fonts, which differ between machines. The same part, type and number give the same picture; no two
 * numbers share all their colours and sizes.
 */
export function drawnPicture(part: SuitePart, shown: Shown, number: number): string {
  const random = new SeededRandom(part === 'train' ? 1 : 2, number, shown.charCodeAt(0))
  const { draw, width = WIDTH, height = HEIGHT } = drawingOf(shown, number)
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${draw(new Brush(random))}</svg>`
}

/** What a person would say of the picture of this type and number. */
export function drawnCaption(shown: Shown, number: number): string {
  return drawingOf(shown, number).caption
}

function drawingOf(shown: Shown, number: number): Drawing {
  const drawings = DRAWINGS[shown]
  return drawings[number % drawings.length] as Drawing
}

interface Drawing {
  readonly draw: Draw
  /** What a person would say of it. */
  readonly caption: string
  /** Missing: WIDTH and HEIGHT. */
  readonly width?: number
  readonly height?: number
}

const DRAWINGS: Readonly<Record<Shown, readonly Drawing[]>> = {
  PER: [
    { draw: portrait, caption: 'a portrait of a smiling person' },
    { draw: standing, caption: 'a person standing' },
    { draw: portrait, caption: 'the face of a person' },
    { draw: group, caption: 'people side by side' },
  ],
  LOC: [
    { draw: skyline, caption: 'a skyline of tall buildings' },
    { draw: mountains, caption: 'mountains with snow on their peaks' },
    { draw: street, caption: 'three houses in a street' },
    { draw: coast, caption: 'a beach with hills behind the sea' },
    { draw: bridge, caption: 'a bridge over a river' },
  ],
  ORG: [
    { draw: striped, caption: 'a flag with stripes' },
    { draw: shield, caption: 'a coat of arms' },
    { draw: mark, caption: 'a logo on a white background' },
    { draw: wordmark, caption: 'the name of a company in coloured letters', height: WORDMARK_HEIGHT },
    { draw: tile, caption: 'an icon' },
    { draw: wordmark, caption: 'a logo with letters', height: WORDMARK_HEIGHT },
    { draw: badge, caption: 'an icon with a white sign', width: SQUARE, height: SQUARE },
    { draw: symbol, caption: 'the logo of a company', width: SQUARE, height: SQUARE },
    { draw: lettering, caption: 'a name in thick letters', height: LETTERING_HEIGHT },
    { draw: badge, caption: 'the icon of an app', width: SQUARE, height: SQUARE },
  ],
  MISC: [
    { draw: dog, caption: 'a dog standing on grass' },
    { draw: phone, caption: 'a phone on a table' },
    { draw: car, caption: 'a car on a road' },
    { draw: bird, caption: 'a bird on a branch' },
    { draw: cake, caption: 'a cake on a table' },
    { draw: shoe, caption: 'a shoe on a shelf' },
  ],
}
