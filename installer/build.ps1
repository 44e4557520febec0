# One command on a Windows PC: from this source to a signed AmtDesk-X.Y.Z-Setup.exe.
#   powershell -ExecutionPolicy Bypass -File installer\build.ps1 -PythonZip C:\Downloads\python-3.14.2-embed-amd64.zip `
#       -PythonSha256 <from python.org's page of the release> [-Thumbprint <of the certificate>]
# Needs Python 3.11 or newer, NSIS and mingw-w64 (x86_64-w64-mingw32-gcc) on PATH; signtool for signing.
[CmdletBinding()]
param(
    [Parameter(Mandatory = $true)] [string]$PythonZip,
    [Parameter(Mandatory = $true)] [string]$PythonSha256,
    [string]$Thumbprint = '',
    [string]$TimestampUrl = ''
)
Set-StrictMode -Version 3
$ErrorActionPreference = 'Stop'
$root = Split-Path -Parent (Split-Path -Parent $MyInvocation.MyCommand.Path)
$out = Join-Path $root 'dist\windows'

# every program in Python's archive must be signed by its makers or by Microsoft
$look = Join-Path ([System.IO.Path]::GetTempPath()) 'amtdesk-python'
if (Test-Path -LiteralPath $look) { Remove-Item -Recurse -Force -LiteralPath $look }
Expand-Archive -LiteralPath $PythonZip -DestinationPath $look
foreach ($file in Get-ChildItem -LiteralPath $look -Recurse -File | Where-Object { $_.Extension -in '.exe', '.dll', '.pyd' }) {
    $signature = Get-AuthenticodeSignature -LiteralPath $file.FullName
    if ($signature.Status -ne 'Valid') { throw "Keine gueltige Signatur: $($file.Name)" }
    if ($signature.SignerCertificate.Subject -notmatch 'O=(Python Software Foundation|Microsoft Corporation)') {
        throw "Fremde Signatur: $($file.Name)"
    }
}

$options = @('-m', 'installer.build', '--python-zip', $PythonZip, '--python-sha256', $PythonSha256.ToLowerInvariant(), '--out', $out)
if ($Thumbprint) {
    $sign = "signtool sign /sha1 $Thumbprint /fd SHA256"
    if ($TimestampUrl) { $sign += " /td SHA256 /tr $TimestampUrl" }
    $options += @('--sign', "$sign {file}")
}
Push-Location $root
try {
    & py -3 @options
    if ($LASTEXITCODE -ne 0) { throw "Der Bau endete mit $LASTEXITCODE" }
} finally {
    Pop-Location
}

$report = Join-Path $out 'selftest.json'
$test = Start-Process -FilePath (Join-Path $out 'payload\AmtDesk.exe') -ArgumentList '--selftest', "`"$report`"" -PassThru -Wait
if ($test.ExitCode -ne 0) { throw "Der Selbsttest endete mit $($test.ExitCode), siehe $report" }
Write-Host "Fertig: $out"
