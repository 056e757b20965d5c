"""Holds a SARIF log against the schema, and against the rules that its own tool and GitHub have for it; says what is wrong.

usage: sarif.py DIRECTORY LOG
"""

import glob
import json
import os
import subprocess
import sys
import tempfile

import fastjsonschema

# There is no published address of the tool yet that the log could name.
EXCUSED = ["SARIF2005"]

directory, log = sys.argv[1:]
package, = glob.glob(f"{directory}/node_modules/@microsoft/sarif-multitool-*/")
with open(f"{package}/sarif-2.1.0.json", encoding="utf-8-sig") as file:
    schema = json.load(file)
with open(log, encoding="utf-8") as file:
    value = json.load(file)
try:
    # Formats of addresses and dates are the other tool's matter.
    fastjsonschema.validate(schema, value, use_formats=False)
except fastjsonschema.JsonSchemaException as error:
    sys.exit(f"schema: {error}")

with tempfile.TemporaryDirectory() as folder:
    command = [f"{package}/Sarif.Multitool", "validate", os.path.abspath(log), "--output", f"{folder}/validated.sarif"]
    command += ["--level", "Error;Warning", "--rule-kind", "Sarif;Gh"]
    environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1", "DOTNET_CLI_TELEMETRY_OPTOUT": "1"}
    said = subprocess.run(command, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if said.returncode != 0:
        sys.exit(said.stdout + said.stderr)
    with open(f"{folder}/validated.sarif", encoding="utf-8-sig") as file:
        found = json.load(file)["runs"][0]["results"]
wrong = [result for result in found if result["ruleId"].split("/")[0] not in EXCUSED]
if wrong or not found:
    sys.exit(said.stdout)
