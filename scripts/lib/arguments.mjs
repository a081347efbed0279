// Reads a script's flags; anything it does not know ends it with one line and exit code 2.

/**
 * `flags` maps a flag to 'switch' or 'port'. Answers the given ones by their camelCase names.
 */
export function readFlags(flags, usage, given = process.argv.slice(2)) {
  const found = {}
  for (let i = 0; i < given.length; i++) {
    const [flag, inline] = given[i].split(/=(.*)/s)
    if (flag === '--help' || flag === '-h') {
      console.log(usage)
      process.exit(0)
    }
    const kind = flags[flag]
    if (kind === undefined) refuse(`unknown argument: "${given[i]}"; ${usage}`)
    if (kind === 'port') {
      found[nameOf(flag)] = portOf(flag, inline ?? given[++i])
    } else {
      if (inline !== undefined) refuse(`${flag}: takes no value, got "${inline}"; leave it out`)
      found[nameOf(flag)] = true
    }
  }
  return found
}

function portOf(flag, text) {
  const port = /^\d{1,5}$/.test(text ?? '') ? Number(text) : Number.NaN
  if (!(port <= 65535)) {
    refuse(
      `${flag}: expected a port from 0 to 65535, got ${text === undefined ? 'nothing' : `"${text}"`}; use ${flag} 8417`,
    )
  }
  return port
}

function nameOf(flag) {
  return flag.replace(/^--/, '').replace(/-([a-z])/g, (_, letter) => letter.toUpperCase())
}

function refuse(message) {
  console.error(message)
  process.exit(2)
}
