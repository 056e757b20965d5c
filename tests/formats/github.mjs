// Reads workflow commands as GitHub's runner does, prints them as JSON, and has GitHub's own library write them again: the bytes
// must be the same. usage: node github.mjs DIRECTORY <COMMANDS
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { issueCommand } = await import(pathToFileURL(`${process.argv[2]}/node_modules/@actions/core/lib/command.js`).href);

function unescaped(text, escapes) {
  return text.replace(/%(25|0A|0D|3A|2C)/g, (escape) => (escape in escapes ? escapes[escape] : escape));
}
const data = { "%0D": "\r", "%0A": "\n", "%25": "%" };
const property = { ...data, "%3A": ":", "%2C": "," };

function read(line) {
  const end = line.indexOf("::", 2);
  if (!line.startsWith("::") || end < 0) {
    throw new Error(`no command: ${line}`);
  }
  const head = line.slice(2, end);
  const space = head.indexOf(" ");
  const name = space < 0 ? head : head.slice(0, space);
  const pairs = space < 0 ? [] : head.slice(space + 1).split(",");
  const properties = {};
  for (const pair of pairs) {
    const equals = pair.indexOf("=");
    properties[pair.slice(0, equals)] = unescaped(pair.slice(equals + 1), property);
  }
  return { name, properties, message: unescaped(line.slice(end + 2), data) };
}

const text = readFileSync(0, "utf8");
const commands = text.split("\n").slice(0, -1).map(read);
let again = "";
const write = process.stdout.write;
process.stdout.write = (chunk) => ((again += chunk), true);
commands.forEach(({ name, properties, message }) => issueCommand(name, properties, message));
process.stdout.write = write;
if (again !== text) {
  console.error(`GitHub's library writes\n${again}and not\n${text}`);
  process.exit(1);
}
console.log(JSON.stringify(commands));
