import type { ReactElement } from 'react'
import { FileField } from '../components/FileField.tsx'
import type { CompanionChoices } from './companionChoices.ts'

interface CompanionFieldsProps {
  readonly choices: CompanionChoices
  /** Takes only what changed: two fields may be answered before either is drawn. */
  readonly onChange: (changed: Partial<CompanionChoices>) => void
}

/** Where the pictures, captions and boxes of posts are. */
export function CompanionFields({ choices, onChange: set }: CompanionFieldsProps): ReactElement {
  return (
    <>
      <FileField
        label="Pictures folder"
        hint="Found by name, looked at, and copied into the project."
        purpose="pictures"
        pick="folder"
        value={choices.pictures === null ? [] : [choices.pictures]}
        onChange={([pictures]) => set({ pictures: pictures ?? null })}
      />
      <FileField
        label="Captions file"
        hint="JSON or TSV, by post id or picture name."
        purpose="captions"
        pick="file"
        value={choices.captions === null ? [] : [choices.captions]}
        onChange={([captions]) => set({ captions: captions ?? null })}
      />
      <FileField
        label="Boxes folder"
        hint="PASCAL VOC files, by picture name."
        purpose="pictures"
        pick="folder"
        value={choices.boxes === null ? [] : [choices.boxes]}
        onChange={([boxes]) => set({ boxes: boxes ?? null })}
      />
    </>
  )
}
