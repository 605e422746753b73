import type { Immutable, Params } from '../../shared/api/contract.ts'
import type { ChosenFile } from '../components/chosenFile.ts'

/** What the person has chosen to come with posts; null: nothing. */
export interface CompanionChoices {
  readonly pictures: ChosenFile | null
  readonly captions: ChosenFile | null
  readonly boxes: ChosenFile | null
}

export const NO_COMPANIONS: CompanionChoices = { pictures: null, captions: null, boxes: null }

export function companionsOf({
  pictures,
  captions,
  boxes,
}: CompanionChoices): Immutable<Omit<Params<'import.addPictures'>, 'fileId'>> {
  return {
    pictures: pictures?.token ?? null,
    captions: captions?.token ?? null,
    boxes: boxes?.token ?? null,
  }
}
