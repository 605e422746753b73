import type { ReactElement } from 'react'
import { Choice } from '../components/Field.tsx'
import type { Which } from './caseFilter.ts'

interface WhichChoiceProps {
  readonly value: Which
  readonly onChange: (which: Which) => void
}

/** Which posts are held against gold. */
export function WhichChoice({ value, onChange }: WhichChoiceProps): ReactElement {
  return (
    <Choice
      bare
      label="Posts to compare"
      value={value}
      options={[
        { value: 'all', label: 'All with gold' },
        { value: 'reviewed', label: 'Reviewed' },
        { value: 'corrected', label: 'Corrected here' },
      ]}
      onChange={onChange}
    />
  )
}
