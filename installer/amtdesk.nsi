; Setup for one user, without administrator's rights.
;   /S          without a window
;   /D=C:\…     another folder; must be the last argument, without quotation marks
; Exit codes: 0 done, 1 cancelled, 2 failed, 4 AmtDesk is running (nothing was changed)
Unicode true
Target amd64-unicode
; the larger but quicker way serves only to try an upgrade out
!ifdef QUICK
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
!endif
RequestExecutionLevel user
ManifestDPIAware true
Name "AmtDesk"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\AmtDesk"
InstallDirRegKey HKCU "Software\Microsoft\Windows\CurrentVersion\Uninstall\AmtDesk" "InstallLocation"
BrandingText "AmtDesk ${VERSION}"

!include "LogicLib.nsh"
!include "MUI2.nsh"

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\AmtDesk"

VIProductVersion "${NUMBERS}"
VIAddVersionKey /LANG=1031 "ProductName" "AmtDesk"
VIAddVersionKey /LANG=1031 "CompanyName" "${PUBLISHER}"
VIAddVersionKey /LANG=1031 "FileDescription" "AmtDesk einrichten"
VIAddVersionKey /LANG=1031 "FileVersion" "${NUMBERS}"
VIAddVersionKey /LANG=1031 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=1031 "LegalCopyright" "EUPL-1.2"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEPAGE_TEXT "AmtDesk wird für Sie allein eingerichtet, ohne Administratorrechte, im Ordner$\r$\n$INSTDIR.$\r$\n$\r$\nEine ältere Fassung wird ersetzt. Ihre Beiträge, Bilder und Zugänge bleiben, wie sie sind."
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\AmtDesk.exe"
!define MUI_FINISHPAGE_RUN_TEXT "AmtDesk jetzt öffnen"
!insertmacro MUI_PAGE_FINISH
!define MUI_UNCONFIRMPAGE_TEXT_TOP "AmtDesk wird entfernt. Ihre Beiträge, Bilder, Sicherungen und Zugänge bleiben auf diesem Rechner."
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "German"

; a running program keeps its libraries locked: say so before anything is touched
!macro StopWhileRunning
  ${If} ${FileExists} "$INSTDIR\runtime\${PYTHON_DLL}"
    ClearErrors
    FileOpen $0 "$INSTDIR\runtime\${PYTHON_DLL}" a
    ${If} ${Errors}
      MessageBox MB_ICONEXCLAMATION "AmtDesk ist noch offen. Bitte das Fenster schließen (auch das Zeichen neben der Uhr beenden) und dann noch einmal versuchen." /SD IDOK
      SetErrorLevel 4
      Quit
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

!macro RemoveProgram
  RMDir /r "$INSTDIR\runtime"
  RMDir /r "$INSTDIR\lib"
  RMDir /r "$INSTDIR\app"
  Delete "$INSTDIR\AmtDesk.exe"
  Delete "$INSTDIR\LIZENZEN.txt"
  Delete "$INSTDIR\sbom.cdx.json"
!macroend

Section "AmtDesk"
  !insertmacro StopWhileRunning
  !insertmacro RemoveProgram
  SetOutPath "$INSTDIR"
  File /r "${PAYLOAD}/*"
  WriteUninstaller "$INSTDIR\Entfernen.exe"
  CreateShortcut "$SMPROGRAMS\AmtDesk.lnk" "$INSTDIR\AmtDesk.exe" "" "$INSTDIR\AmtDesk.exe" 0
  WriteRegStr HKCU "${KEY}" "DisplayName" "AmtDesk"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "Publisher" "${PUBLISHER}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\AmtDesk.exe"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\Entfernen.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\Entfernen.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
SectionEnd

Section "Uninstall"
  !insertmacro StopWhileRunning
  ; what the program may have entered for this user; without the program it could only fail
  ${If} ${FileExists} "$LOCALAPPDATA\AmtDesk\amtdesk.sqlite"
    nsExec::Exec /TIMEOUT=60000 '"$INSTDIR\AmtDesk.exe" job off'
    Pop $0
  ${EndIf}
  DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "AmtDesk"
  !insertmacro RemoveProgram
  Delete "$SMPROGRAMS\AmtDesk.lnk"
  DeleteRegKey HKCU "${KEY}"
  Delete "$INSTDIR\Entfernen.exe"
  ; only when it is empty: whoever put something there keeps it
  RMDir "$INSTDIR"
SectionEnd
