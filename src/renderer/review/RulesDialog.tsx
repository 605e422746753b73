import type { ReactElement } from 'react'
import { useState } from 'react'
import { LONGEST_REASON, MOST_REASONS } from '../../shared/domain/projectRules.ts'
import type { ProjectRules } from '../../shared/domain/projectRules.ts'
import { CallDialog } from '../components/CallDialog.tsx'
import { CheckField, LinesField } from '../components/Field.tsx'
import { useSetRules } from './useRules.ts'

interface RulesDialogProps {
  readonly rules: ProjectRules
  /** Where the project is. */
  readonly project: string
  readonly onClose: () => void
}

/** What holds for everybody who annotates this project. */
export function RulesDialog({ rules, project, onClose }: RulesDialogProps): ReactElement {
  const [nested, setNested] = useState(rules.nested)
  const [lines, setLines] = useState(rules.reasons.join('\n'))
  const save = useSetRules(onClose)
  const reasons = reasonsOf(lines)
  return (
    <CallDialog
      title="Rules of the project"
      keep="Cancel"
      act="Use these"
      disabled={reasons.length > MOST_REASONS}
      call={save}
      failure="The rules were not kept"
      onConfirm={() => save.mutate({ project, rules: { nested, reasons } })}
      onClose={onClose}
    >
      <CheckField
        label="Spans may lie inside others"
        hint="Files of BIO tags cannot hold such posts: their export lists them, or leaves the inner spans out."
        checked={nested}
        onChange={setNested}
      />
      <LinesField
        label="Reasons for a comment"
        hint="One a line, up to nine; the first has the key 1. Comments keep the reason they were given, also when it is no longer in this list."
        rows={MOST_REASONS}
        value={lines}
        onChange={setLines}
      />
    </CallDialog>
  )
}

function reasonsOf(lines: string): string[] {
  const reasons = lines.split('\n').map((line) => line.trim().slice(0, LONGEST_REASON).trim())
  return [...new Set(reasons)].filter((reason) => reason !== '')
}
