import { useEffect, useState } from 'react'

/** The value, once it has stayed the same for so many milliseconds; before that the one that rested last, or `first`. */
export function useRested(value: string, milliseconds: number, first: string): string {
  const [rested, setRested] = useState(first)
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), milliseconds)
    return () => clearTimeout(timer)
  }, [value, milliseconds])
  return rested
}
