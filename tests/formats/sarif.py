"""Holds SARIF logs against the schema, and against the rules that SARIF's own tool has, GitHub's among them; says what is wrong.

usage: sarif.py DIRECTORY LOG...
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

directory, *logs = sys.argv[1:]
package, = glob.glob(f"{directory}/node_modules/@microsoft/sarif-multitool-*/")
with open(f"{package}/sarif-2.1.0.json", encoding="utf-8-sig") as file:
    # Formats of addresses and dates are the other tool's matter.
    validate = fastjsonschema.compile(json.load(file), use_formats=False)
for log in logs:
    with open(log, encoding="utf-8") as file:
        try:
            validate(json.load(file))
        except fastjsonschema.JsonSchemaException as error:
            sys.exit(f"schema: {error}")

with tempfile.TemporaryDirectory() as folder:
    command = [f"{package}/Sarif.Multitool", "validate", *logs, "--output", f"{folder}/validated.sarif"]
    command += ["--level", "Error;Warning", "--rule-kind", "Sarif;Gh"]
    environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1", "DOTNET_CLI_TELEMETRY_OPTOUT": "1"}
    said = subprocess.run(command, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if said.returncode != 0:
        sys.exit(said.stdout + said.stderr)
    with open(f"{folder}/validated.sarif", encoding="utf-8-sig") as file:
        found = json.load(file)["runs"][0]["results"]
excused = [result for result in found if result["ruleId"].split("/")[0] in EXCUSED]
# What is excused in every log also tells that each was looked at.
if len(found) > len(excused) or len(excused) != len(logs) * len(EXCUSED):
    sys.exit(said.stdout)
