import { expect, it } from 'vitest'
import { knownPost } from './knownPost.ts'
import { nextName } from './nextName.ts'
import { START } from './selection.ts'
import { soloPost } from './testing/soloReview.ts'

const POST = knownPost(soloPost('Ada Berg saw Oslo with @kofi and #Greenline'.split(' '), ['3-4:LOC:0.9']))
const at = (anchor: number, focus = anchor) => ({ anchor, focus, span: null })

it('goes from one run of words like a name to the next, around what is a span already', () => {
  expect(nextName(POST, START)).toEqual({ start: 0, end: 2 })
  expect(nextName(POST, at(0, 1))).toEqual({ start: 5, end: 6 })
  expect(nextName(POST, at(5))).toEqual({ start: 7, end: 8 })
  expect(nextName(POST, at(7))).toBeNull()
})
