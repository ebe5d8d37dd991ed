; The installer for Windows, in Spanish. Compile it through installer/make_windows.py, which passes VERSION, PAYLOAD
; (the folder that installer/build.py left), OUT and ICON.
;
;   concerta-setup.exe                      for this user, asking; no administrator needed
;   concerta-setup.exe /S                   without a question; /D=FOLDER (last) says where
;   concerta-setup.exe /S /PORTABLE /D=E:\Concerta   on a stick: its data stay in its own folder
;   concerta-setup.exe /ALLUSERS            for everybody on this machine, run as administrator
;   uninstall.exe /S [/DATA]                /DATA also takes away this user's data
;
; Exit codes when silent: 0 done, 2 Concerta is open, 3 a newer version is installed, 4 nothing could be written.

Unicode true
!ifdef AMD64 ; Debian's NSIS has it, the official one has not
  Target amd64-unicode
!endif
SetCompressor /SOLID lzma
RequestExecutionLevel user
ManifestDPIAware true

!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include WordFunc.nsh
!include nsDialogs.nsh

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Concerta"
!define TYPE "Concerta.Paquete"

Name "Concerta ${VERSION}"
OutFile "${OUT}"
InstallDir ""
BrandingText "Concerta ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey ProductName "Concerta"
VIAddVersionKey FileDescription "Instalador de Concerta"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey LegalCopyright "Apache-2.0"

Var Portable
Var AllUsers
Var ForMe
Var OnStick

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TEXT "Va a instalar Concerta ${VERSION}. No hace falta internet ni ser administrador.$\r$\n$\r$\nSi ya la tiene, se actualiza: sus datos se conservan.$\r$\n$\r$\nCierre Concerta antes de seguir."
!define MUI_FINISHPAGE_RUN "$INSTDIR\concerta.exe"
!define MUI_FINISHPAGE_RUN_TEXT "Abrir Concerta"
!insertmacro MUI_PAGE_WELCOME
Page custom AskWhere TakeWhere
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Spanish"

; Stop, saying why to somebody or by the exit code to nobody.
!macro Stop CODE WORDS
  SetErrorLevel ${CODE}
  ${Unless} ${Silent}
    MessageBox MB_OK|MB_ICONEXCLAMATION "${WORDS}"
  ${EndUnless}
  Quit
!macroend

; Everything Concerta runs is this file: Windows lets nobody write to it while it is open.
!macro RefuseWhileOpen
  ${If} ${FileExists} "$INSTDIR\concerta.exe"
    ${Do}
      ClearErrors
      FileOpen $0 "$INSTDIR\concerta.exe" a
      ${IfNot} ${Errors}
        FileClose $0
        ${Break}
      ${EndIf}
      ${If} ${Silent}
        SetErrorLevel 2
        Quit
      ${EndIf}
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "Concerta está abierta. Ciérrela y pulse Reintentar." IDRETRY +3
      SetErrorLevel 2
      Quit
    ${Loop}
  ${EndIf}
!macroend

!macro Scope
  ${If} $AllUsers == 1
    SetShellVarContext all
  ${Else}
    SetShellVarContext current
  ${EndIf}
!macroend

Function .onInit
  SetShellVarContext current
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/PORTABLE" $1
  ${IfNot} ${Errors}
    StrCpy $Portable 1
  ${EndIf}
  ClearErrors
  ${GetOptions} $0 "/ALLUSERS" $1
  ${IfNot} ${Errors}
    StrCpy $AllUsers 1
  ${EndIf}
  !insertmacro Scope
  ${If} $INSTDIR == ""
    Call ChooseFolder
  ${EndIf}
FunctionEnd

; Where it is already; else where its kind goes.
Function ChooseFolder
  ${If} $Portable == 1
    StrCpy $INSTDIR "$EXEDIR\Concerta"
    Return
  ${EndIf}
  ReadRegStr $INSTDIR SHCTX "${KEY}" "InstallLocation"
  ${If} $INSTDIR == ""
    ${If} $AllUsers == 1
      StrCpy $INSTDIR "$PROGRAMFILES64\Concerta"
    ${Else}
      StrCpy $INSTDIR "$LOCALAPPDATA\Programs\Concerta"
    ${EndIf}
  ${EndIf}
FunctionEnd

Function AskWhere
  !insertmacro MUI_HEADER_TEXT "Dónde la usará" "Puede cambiar de idea: instálela otra vez."
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateRadioButton} 0 10u 100% 12u "En este equipo, para mí"
  Pop $ForMe
  ${NSD_CreateLabel} 12u 23u 95% 20u "Con su icono en el menú Inicio. Los datos quedan en la carpeta de su usuario."
  Pop $0
  ${NSD_CreateRadioButton} 0 55u 100% 12u "En una memoria USB (portátil)"
  Pop $OnStick
  ${NSD_CreateLabel} 12u 68u 95% 20u "Programa y datos en la misma carpeta: la usa en cualquier equipo y no deja nada en él."
  Pop $0
  ${If} $Portable == 1
    ${NSD_Check} $OnStick
  ${Else}
    ${NSD_Check} $ForMe
  ${EndIf}
  nsDialogs::Show
FunctionEnd

Function TakeWhere
  ${NSD_GetState} $OnStick $0
  ${If} $0 != $Portable
    StrCpy $Portable $0
    Call ChooseFolder
  ${EndIf}
FunctionEnd

Function RefuseOlder
  ${If} $Portable == 1
    Return
  ${EndIf}
  ReadRegStr $0 SHCTX "${KEY}" "DisplayVersion"
  ${If} $0 != ""
    ${VersionCompare} $0 "${VERSION}" $1
    ${If} $1 == 1
      !insertmacro Stop 3 "Ya tiene Concerta $0, que es más nueva. No se ha cambiado nada."
    ${EndIf}
  ${EndIf}
FunctionEnd

; A copy of the ciphered data as they are, beside them. It opens with: concerta --data-dir FOLDER
; Concerta itself makes a verified one before it changes anything in them.
Function CopyData
  ${If} $Portable == 1
    StrCpy $0 "$INSTDIR\datos"
  ${Else}
    StrCpy $0 "$LOCALAPPDATA\Concerta"
  ${EndIf}
  ${If} ${FileExists} "$0\concerta.db"
    RMDir /r "$0\antes-de-actualizar"
    CreateDirectory "$0\antes-de-actualizar"
    ClearErrors
    CopyFiles /SILENT "$0\concerta.*" "$0\antes-de-actualizar"
    ${If} ${Errors}
      !insertmacro Stop 4 "No se pudo copiar sus datos antes de actualizar. No se ha cambiado nada. Libere espacio e intente otra vez."
    ${EndIf}
  ${EndIf}
FunctionEnd

Section
  !insertmacro Scope
  Call RefuseOlder
  !insertmacro RefuseWhileOpen
  Call CopyData

  ; What the old version had and the new one has not must go; until the new one is whole the old is kept aside.
  RMDir /r "$INSTDIR\_internal.old"
  Rename "$INSTDIR\_internal" "$INSTDIR\_internal.old"
  SetOutPath "$INSTDIR"
  SetOverwrite try
  ClearErrors
  File /r "${PAYLOAD}\*"
  ${If} ${Errors}
    RMDir /r "$INSTDIR\_internal"
    Rename "$INSTDIR\_internal.old" "$INSTDIR\_internal"
    !insertmacro Stop 4 "No se pudo escribir en $INSTDIR. Revise el espacio y los permisos, e intente otra vez."
  ${EndIf}
  RMDir /r "$INSTDIR\_internal.old"

  ${If} $Portable == 1
    FileOpen $0 "$INSTDIR\portatil.txt" w
    FileWriteUTF16LE /BOM $0 "Este archivo hace portátil a Concerta: guarda sus datos en esta carpeta, en «datos».$\r$\n"
    FileClose $0
  ${Else}
    Call Register
  ${EndIf}
SectionEnd

Function Register
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\Concerta.lnk" "$INSTDIR\concerta.exe" "" "$INSTDIR\concerta.exe" 0
  WriteRegStr SHCTX "${KEY}" "DisplayName" "Concerta"
  WriteRegStr SHCTX "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${KEY}" "DisplayIcon" "$INSTDIR\concerta.exe"
  WriteRegStr SHCTX "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr SHCTX "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD SHCTX "${KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD SHCTX "${KEY}" "EstimatedSize" $0
  WriteRegStr SHCTX "Software\Classes\.cpk" "" "${TYPE}"
  WriteRegStr SHCTX "Software\Classes\${TYPE}" "" "Paquete de Concerta"
  WriteRegStr SHCTX "Software\Classes\${TYPE}\DefaultIcon" "" "$INSTDIR\concerta.exe,0"
  WriteRegStr SHCTX "Software\Classes\${TYPE}\shell\open\command" "" '"$INSTDIR\concerta.exe" "%1"'
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
FunctionEnd

Function un.onInit
  SetShellVarContext current
  ReadRegStr $0 HKLM "${KEY}" "InstallLocation"
  ${If} $0 == $INSTDIR
    StrCpy $AllUsers 1
  ${EndIf}
  !insertmacro Scope
FunctionEnd

!macro EraseData
  RMDir /r "$LOCALAPPDATA\Concerta"
  RMDir /r "$LOCALAPPDATA\Concerta copias"
!macroend

Section Uninstall
  !insertmacro RefuseWhileOpen
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\_internal.old"
  Delete "$INSTDIR\concerta.exe"
  Delete "$INSTDIR\concerta-cli.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Concerta.lnk"
  ReadRegStr $0 SHCTX "Software\Classes\.cpk" ""
  ${If} $0 == "${TYPE}"
    DeleteRegKey SHCTX "Software\Classes\.cpk"
  ${EndIf}
  DeleteRegKey SHCTX "Software\Classes\${TYPE}"
  DeleteRegKey SHCTX "${KEY}"

  ; The data stay, unless somebody says so, twice.
  SetShellVarContext current
  ${If} ${Silent}
    ${GetParameters} $0
    ClearErrors
    ${GetOptions} $0 "/DATA" $1
    ${IfNot} ${Errors}
      !insertmacro EraseData
    ${EndIf}
  ${ElseIf} ${FileExists} "$LOCALAPPDATA\Concerta\concerta.db"
    MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON1 "El programa se quitó. ¿Conservar sus datos, por si instala Concerta otra vez?" IDYES kept
    MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "Se borrará todo lo registrado en este equipo, con sus copias, sin vuelta atrás. ¿Borrarlo?" IDNO kept
    !insertmacro EraseData
    kept:
  ${EndIf}
SectionEnd
