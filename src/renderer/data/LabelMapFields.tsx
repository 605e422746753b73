import type { ReactElement } from 'react'
import { useId } from 'react'
import { Button } from '../components/Button.tsx'
import { kept, renamed } from './labelMap.ts'
import type { LabelMap } from './labelMap.ts'
import styles from './LabelMapFields.module.css'

interface LabelMapFieldsProps {
  readonly title: string
  /** Types that can be renamed. */
  readonly types: readonly string[]
  /** Names to suggest. */
  readonly names: readonly string[]
  readonly map: LabelMap
  readonly onChange: (map: LabelMap) => void
}

/** A name for each type: its own, another, or none at all. */
export function LabelMapFields({
  title,
  types,
  names,
  map,
  onChange,
}: LabelMapFieldsProps): ReactElement | null {
  const id = useId()
  if (types.length === 0) return null
  const keep = (type: string): void => onChange(kept(map, type))
  return (
    <fieldset className={styles.map}>
      <legend>{title}</legend>
      <datalist id={`${id}-names`}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      {types.map((type) => {
        const dropped = map[type] === ''
        return (
          <div key={type} className={styles.row}>
            <label htmlFor={`${id}-${type}`}>{type}</label>
            <input
              id={`${id}-${type}`}
              list={`${id}-names`}
              maxLength={60}
              placeholder={dropped ? 'no label' : type}
              disabled={dropped}
              value={map[type] ?? ''}
              onChange={(event) => onChange(renamed(map, type, event.target.value.trim()))}
              onBlur={() => (map[type] === type ? keep(type) : undefined)}
            />
            <Button
              variant="quiet"
              aria-pressed={dropped}
              aria-label={dropped ? `Keep ${type}` : `Drop ${type}`}
              onClick={() => (dropped ? keep(type) : onChange({ ...map, [type]: '' }))}
            >
              {dropped ? 'Keep' : 'Drop'}
            </Button>
          </div>
        )
      })}
    </fieldset>
  )
}
